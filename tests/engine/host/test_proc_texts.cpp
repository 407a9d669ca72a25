#include <doctest/doctest.h>

#include "engine/host/instruction_sets.h"
#include "engine/host/proc_texts.h"

using namespace sweeplab;

TEST_CASE("cpuinfo of an x86 machine gives model and flags of the first processor") {
    const auto found = read_cpuinfo(
        "processor\t: 0\n"
        "vendor_id\t: AuthenticAMD\n"
        "model name\t: AMD Ryzen 7   7800X3D 8-Core Processor            \n"
        "flags\t\t: fpu vme sse4_2 avx avx2 fma\n"
        "bugs\t\t: sysret_ss_attrs\n"
        "\n"
        "processor\t: 1\n"
        "model name\t: another\n"
        "flags\t\t: fpu\n");
    CHECK(found.model == "AMD Ryzen 7 7800X3D 8-Core Processor");
    CHECK(found.flags == std::vector<std::string>{"fpu", "vme", "sse4_2", "avx", "avx2", "fma"});
}

TEST_CASE("cpuinfo of an ARM machine has features and no model") {
    const auto found = read_cpuinfo("processor\t: 0\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd aes sve\nCPU part\t: 0xd0c\n");
    CHECK(found.model.empty());
    CHECK(found.flags == std::vector<std::string>{"fp", "asimd", "aes", "sve"});
}

TEST_CASE("an empty or senseless cpuinfo gives nothing") {
    CHECK(read_cpuinfo("").model.empty());
    CHECK(read_cpuinfo("no colon here\n\n:\n").flags.empty());
}

TEST_CASE("os-release: the pretty name, quotes and escapes gone, else name and version") {
    CHECK(os_name_from_os_release("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian\"\n") ==
          "Debian GNU/Linux 12 (bookworm)");
    CHECK(os_name_from_os_release("NAME=Fedora\nVERSION_ID='40'\n") == "Fedora 40");
    CHECK(os_name_from_os_release("PRETTY_NAME=\"The \\\"Best\\\" OS\"") == "The \"Best\" OS");
    CHECK(os_name_from_os_release("NAME=Arch\n# a comment\n") == "Arch");
    CHECK(os_name_from_os_release("").empty());
}

TEST_CASE("meminfo gives the total in bytes") {
    CHECK(total_memory_from_meminfo("MemTotal:       32045180 kB\nMemFree: 1 kB\n") == 32045180LL * 1024);
    CHECK(total_memory_from_meminfo("MemFree: 1 kB\n") == std::nullopt);
    CHECK(total_memory_from_meminfo("MemTotal: much\n") == std::nullopt);
}

TEST_CASE("instruction sets: usual names in a fixed order, each once") {
    CHECK(instruction_sets_from_flags({"fma", "fpu", "avx2", "avx512_vnni"}) ==
          std::vector<std::string>{"AVX2", "FMA", "AVX-512 VNNI"});
    CHECK(instruction_sets_from_flags({"neon", "asimd"}) == std::vector<std::string>{"NEON"});
    CHECK(instruction_sets_from_flags({}).empty());
}
