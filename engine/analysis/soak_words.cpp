#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/latency.h"
#include "engine/analysis/soak_report.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double mb = 1e6;

std::string span_in_words(double seconds) {
    if (seconds >= 5400) return fmt::format("{:.3g} h", seconds / 3600);
    if (seconds >= 120) return fmt::format("{:.3g} min", seconds / 60);
    return fmt::format("{:.3g} s", seconds);
}

std::string signed_number(double value) {
    const auto digits =
        std::abs(value) < 9.95 ? fmt::format("{:.1f}", std::abs(value)) : fmt::format("{:.0f}", std::abs(value));
    return (value < 0 && digits != "0.0" ? "−" : "") + digits;
}

// "1.2 (−0.4 to 2.8) MB/h"
std::string growth_in_words(const growth_estimate& growth) {
    const auto value = signed_number(growth.per_hour / mb);
    if (!growth.lo) return value + " MB/h";
    return fmt::format("{} ({} to {}) MB/h", value, signed_number(*growth.lo / mb), signed_number(*growth.hi / mb));
}

std::string clients_in_words(int workers) { return counted(workers, "client", "clients"); }

std::string stream_in_words(const soak_row& row) {
    std::vector<std::string> parts;
    for (const int thousandths : {990, 950, 500}) {
        const auto gap = row.gaps.percentile(thousandths);
        if (!gap) continue;
        parts.push_back(fmt::format("{} of chunk gaps {}", percentile_name(thousandths), seconds_in_words(*gap * 1e-9)));
        if (const auto jitter = row.jitter.percentile(thousandths))
            parts.push_back(fmt::format("of jitter {}", seconds_in_words(*jitter * 1e-9)));
        break;
    }
    if (parts.empty() && row.chunks > 0) parts.push_back(counted(row.chunks, "chunk", "chunks"));
    if (row.failed > 0) parts.push_back(fmt::format("{} of {} requests failed", row.failed, row.failed + row.requests));
    return join(parts, ", ");
}

std::string length_in_words(const soak_row& row, const soak_terms& terms) {
    if (row.state == trial_state::complete) return span_in_words(row.measured_s);
    return fmt::format("{} of {}", span_in_words(row.measured_s), span_in_words(terms.duration_s));
}

std::string row_in_words(const soak_row& row, const soak_terms& terms) {
    std::vector<std::string> parts;
    if (auto stream = stream_in_words(row); !stream.empty()) parts.push_back(std::move(stream));
    if (row.memory.bytes.samples > 0) parts.push_back(leak_in_words(row.memory, terms));
    return join(parts, "; ");
}

std::string use_in_words(const soak_row& row) {
    const std::string whose = row.own_process ? "Sweeplab itself" : "The watched process";
    std::vector<std::string> parts;
    if (const auto& cpu = row.cpu_pct; cpu.mean)
        parts.push_back(fmt::format("{:.1f} % of a processor on average, {:.0f} % at most", *cpu.mean, *cpu.most));
    if (const auto& memory = row.memory.bytes; memory.first)
        parts.push_back(
            fmt::format("{:.1f} MB at the start and {:.1f} MB at the end", *memory.first / mb, *memory.last / mb));
    return parts.empty() ? std::string{} : whose + " used " + join(parts, ", ") + ".";
}

}  // namespace

std::string leak_in_words(const memory_course& memory, const soak_terms& terms) {
    const auto& growth = memory.growth;
    switch (memory.verdict) {
        case leak_verdict::none:
            return fmt::format("no leak: memory grows by {}, surely below {:.4g}", growth_in_words(*growth),
                               terms.harmless_mb_per_h);
        case leak_verdict::leak:
            return fmt::format("leak: memory grows by {}, surely above {:.4g}", growth_in_words(*growth),
                               terms.alarm_mb_per_h);
        case leak_verdict::grows: return fmt::format("memory grows by {}", growth_in_words(*growth));
        case leak_verdict::settling:
            return fmt::format("memory has settled: it grew by {}, in the second half by {}", growth_in_words(*growth),
                               growth_in_words(*memory.second_half));
        case leak_verdict::undecided: break;
    }
    if (!growth || !growth->lo) return "whether memory grows is not decided: needs a longer soak";
    return fmt::format("whether memory grows is not decided ({}): needs a longer soak", growth_in_words(*growth));
}

soak_words describe_soak(const soak_report& report) {
    if (report.empty()) return {"No sample of the soak was taken yet", "The first one comes when a trial begins."};
    soak_words words;
    std::vector<std::string> sentences;
    if (report.rows.size() == 1) {
        const auto& row = report.rows.front();
        const auto shown = row_in_words(row, report.terms);
        words.headline = fmt::format("{} with {}{}{}", length_in_words(row, report.terms), clients_in_words(row.workers),
                                     shown.empty() ? "" : ": ", shown);
    } else {
        std::vector<std::string> verdicts;
        for (const auto& row : report.rows) {
            verdicts.push_back(
                fmt::format("{} {}", clients_in_words(row.workers),
                            row.memory.bytes.samples > 0 ? std::string(to_text(row.memory.verdict)) : stream_in_words(row)));
            sentences.push_back(fmt::format("{}, {}: {}.", clients_in_words(row.workers), length_in_words(row, report.terms),
                                            row_in_words(row, report.terms)));
        }
        words.headline = fmt::format("{}: {}", counted(static_cast<long long>(report.rows.size()), "soak", "soaks"),
                                     join(verdicts, ", "));
    }
    for (const auto& row : report.rows) {
        if (report.rows.size() == 1)
            if (auto used = use_in_words(row); !used.empty()) sentences.push_back(std::move(used));
        if (row.state != trial_state::complete && !row.message.empty())
            sentences.push_back(fmt::format("It ended early: {}.", row.message));
        if (row.parts > 1) sentences.push_back(fmt::format("It was measured in {} parts.", row.parts));
    }
    words.detail = join(sentences, " ");
    return words;
}

}  // namespace sweeplab
