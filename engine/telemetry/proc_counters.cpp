#include "engine/telemetry/proc_counters.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::string_view blanks = " \t";

// Takes words from the front of a text, across any blanks.
class word_reader {
public:
    explicit word_reader(std::string_view text) : rest_(text) {}

    std::string_view word() {
        const auto begin = rest_.find_first_not_of(blanks);
        if (begin == std::string_view::npos) return rest_ = {};
        const auto end = std::min(rest_.find_first_of(blanks, begin), rest_.size());
        const auto found = rest_.substr(begin, end - begin);
        rest_.remove_prefix(end);
        return found;
    }
    std::optional<std::uint64_t> number() { return leading_number(word()); }
    std::uint64_t number_or_0() { return number().value_or(0); }
    void skip(int words) {
        for (int i = 0; i < words; ++i) word();
    }

private:
    std::string_view rest_;
};

}  // namespace

std::optional<std::uint64_t> leading_number(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n"), text.size()));
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

std::optional<processor_ticks> read_processor_ticks(std::string_view proc_stat) {
    if (!proc_stat.starts_with("cpu ")) return std::nullopt;
    processor_ticks ticks;
    for (const auto line : split(proc_stat, '\n')) {
        if (!line.starts_with("cpu")) break;
        if (line.starts_with("cpu ")) {
            word_reader words(line.substr(3));
            std::array<std::uint64_t, 8> states{};  // user nice system idle iowait irq softirq steal
            for (auto& state : states) state = words.number_or_0();
            ticks.steal = states[7];
            ticks.busy = states[0] + states[1] + states[2] + states[5] + states[6];
            ticks.total = ticks.busy + ticks.steal + states[3] + states[4];
        } else {
            ++ticks.processors;
        }
    }
    return ticks.processors > 0 && ticks.total > 0 ? std::optional(ticks) : std::nullopt;
}

std::optional<process_facts> read_process_facts(std::string_view stat) {
    // The name may hold anything, so the last bracket ends it.
    const auto name_end = stat.rfind(')');
    const auto pid = leading_number(stat);
    if (!pid || name_end == std::string_view::npos) return std::nullopt;
    process_facts facts;
    facts.pid = static_cast<int>(*pid);
    const auto state = stat.substr(std::min(stat.size(), name_end + 2), 1);
    facts.ended = state == "Z" || state == "X";
    word_reader words(stat.substr(name_end + 1));
    words.skip(1);
    facts.parent = static_cast<int>(words.number_or_0());
    words.skip(4);
    constexpr std::uint64_t forked_without_exec = 0x40;  // PF_FORKNOEXEC
    facts.before_exec = (words.number_or_0() & forked_without_exec) != 0;
    words.skip(4);
    for (int i = 0; i < 4; ++i) facts.ticks += words.number_or_0();  // utime stime cutime cstime
    words.skip(2);
    facts.threads = static_cast<int>(words.number_or_0());
    words.skip(1);
    facts.began = words.number_or_0();
    words.skip(1);
    const auto resident = words.number();
    if (!resident) return std::nullopt;
    facts.resident_pages = static_cast<std::int64_t>(*resident);
    return facts;
}

std::vector<disk_counters> read_disk_counters(std::string_view diskstats) {
    std::vector<disk_counters> disks;
    for (const auto line : split(diskstats, '\n')) {
        word_reader words(line);
        words.skip(2);
        disk_counters disk;
        disk.name = words.word();
        words.skip(2);
        const auto sectors_read = words.number();
        words.skip(3);
        const auto sectors_written = words.number();
        if (!sectors_read || !sectors_written) continue;
        disk.sectors_read = *sectors_read;
        disk.sectors_written = *sectors_written;
        disks.push_back(disk);
    }
    return disks;
}

std::vector<network_counters> read_network_counters(std::string_view net_dev) {
    std::vector<network_counters> interfaces;
    for (const auto line : split(net_dev, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        word_reader words(line.substr(colon + 1));
        const auto received = words.number();
        words.skip(7);
        const auto sent = words.number();
        if (received && sent) interfaces.push_back({trim(line.substr(0, colon)), *received, *sent});
    }
    return interfaces;
}

bool is_counted_elsewhere(std::string_view interface) {
    constexpr std::array<std::string_view, 9> prefixes = {"veth", "docker", "br-",  "virbr", "tun",
                                                          "tap",  "wg",     "bond", "dummy"};
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto prefix) { return interface.starts_with(prefix); });
}

std::optional<std::uint64_t> number_after(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool begins_line = at == 0 || text[at - 1] == '\n';
        const auto after = text.substr(at + word.size());
        const bool ends_word = !after.empty() && (after.front() == ' ' || after.front() == ':' || after.front() == '\t');
        if (begins_line && ends_word) return leading_number(after.substr(1));
    }
    return std::nullopt;
}

std::optional<std::int64_t> used_memory_from_meminfo(std::string_view text) {
    const auto total = number_after(text, "MemTotal");
    const auto available = number_after(text, "MemAvailable");
    if (!total || !available || *available > *total) return std::nullopt;
    return static_cast<std::int64_t>(*total - *available) * 1024;
}

std::optional<std::uint64_t> some_stalled_us(std::string_view pressure) {
    constexpr std::string_view key = "total=";
    const auto line = pressure.substr(0, pressure.find('\n'));
    const auto at = line.find(key);
    if (!line.starts_with("some ") || at == std::string_view::npos) return std::nullopt;
    return leading_number(line.substr(at + key.size()));
}

}  // namespace sweeplab
