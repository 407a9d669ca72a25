#include <sys/utsname.h>
#include <unistd.h>

#include "engine/host/instruction_sets.h"
#include "engine/host/system_facts.h"

namespace sweeplab {

system_facts read_system_facts_posix() {
    system_facts facts;
    utsname names{};
    if (::uname(&names) == 0) {
        facts.host_name = names.nodename;
        facts.kernel = std::string(names.sysname) + " " + names.release;
        facts.os = names.sysname;
    }
    facts.features = instruction_sets_by_compiler();
    if (const long threads = ::sysconf(_SC_NPROCESSORS_ONLN); threads > 0) facts.usable_threads = static_cast<int>(threads);
#ifdef _SC_PHYS_PAGES
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long page_bytes = ::sysconf(_SC_PAGESIZE);
    if (pages > 0 && page_bytes > 0) facts.memory_bytes = static_cast<std::int64_t>(pages) * page_bytes;
#endif
    return facts;
}

#ifndef __linux__
std::optional<int> threads_by_affinity() { return std::nullopt; }

system_facts read_system_facts() { return read_system_facts_posix(); }
#endif

}  // namespace sweeplab
