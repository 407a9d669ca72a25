#include "widgets/charts/figure_soak_rows.h"

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "widgets/charts/soak_words.h"

namespace sweeplab {
namespace {

using row = const figure_row&;

constexpr double bytes_per_mb = 1e6;

QString raw(const std::optional<double>& value) { return value ? QString::number(*value, 'g', 15) : QString(); }

QString short_text(const std::optional<double>& value, double unit = 1) {
    return value ? short_number_text(*value / unit) : QString();
}

std::optional<double> seconds_of(const std::optional<double>& ns) { return ns ? std::optional(*ns * 1e-9) : std::nullopt; }

template <spread_of_times soak_row::*Spread, int Thousandths>
std::optional<double> percentile_of(row one) {
    return one.soak ? seconds_of((one.soak->*Spread).percentile(Thousandths)) : std::nullopt;
}
template <spread_of_times soak_row::*Spread>
std::optional<double> most_of(row one) {
    return one.soak ? seconds_of((one.soak->*Spread).most()) : std::nullopt;
}

template <std::optional<double> (*Read)(row)>
figure_column time_column(const char* key, const char* title) {
    return {QString::fromLatin1(key),
            QString::fromUtf8(title),
            false,
            [](row one) {
                const auto value = Read(one);
                return value ? QString::fromStdString(seconds_in_words(*value)) : QString();
            },
            [](row one) { return raw(Read(one)); },
            nullptr};
}

template <spread_of_times soak_row::*Spread>
void add_spread(std::vector<figure_column>& all, const std::string& key, const std::string& title) {
    all.push_back(time_column<percentile_of<Spread, 500>>((key + "_p50_s").c_str(), (title + ": p50").c_str()));
    all.push_back(time_column<percentile_of<Spread, 950>>((key + "_p95_s").c_str(), "p95"));
    all.push_back(time_column<percentile_of<Spread, 990>>((key + "_p99_s").c_str(), "p99"));
    all.push_back(time_column<most_of<Spread>>((key + "_max_s").c_str(), "max"));
}

template <auto Count>
figure_column count_column(const char* key, const char* title) {
    const auto text = [](row one) { return one.soak ? QString::number(one.soak->*Count) : QString(); };
    return {QString::fromLatin1(key), QString::fromUtf8(title), false, text, text, nullptr};
}

template <gauge_course soak_row::*Gauge, std::optional<double> gauge_course::*Which>
figure_column gauge_column(const char* key, const char* title, QString (*text)(row)) {
    return {QString::fromLatin1(key),
            QString::fromUtf8(title),
            false,
            text,
            [](row one) { return one.soak ? raw((one.soak->*Gauge).*Which) : QString(); },
            nullptr};
}

template <std::optional<double> gauge_course::*Which>
QString cpu_text(row one) {
    const auto text = one.soak ? short_text(one.soak->cpu_pct.*Which) : QString();
    return text.isEmpty() ? text : text + QStringLiteral(" %");
}
template <std::optional<double> gauge_course::*Which>
QString memory_text(row one) {
    const auto text = one.soak ? short_text(one.soak->memory.bytes.*Which, bytes_per_mb) : QString();
    return text.isEmpty() ? text : text + QStringLiteral(" MB");
}
template <std::optional<double> gauge_course::*Which>
QString memory_raw(row one) {
    return one.soak ? raw(one.soak->memory.bytes.*Which) : QString();
}

template <std::optional<double> gauge_course::*Which>
figure_column series_column(const char* key, const char* title) {
    return {QString::fromLatin1(key),
            QString::fromUtf8(title),
            false,
            [](row one) {
                const auto text = one.series ? short_text(one.series->values.*Which) : QString();
                return one.series && one.series->counter && !text.isEmpty() ? text + QStringLiteral("/s") : text;
            },
            [](row one) { return one.series ? raw(one.series->values.*Which) : QString(); },
            nullptr};
}

QString series_growth(row one) {
    if (!one.series || !one.series->growth) return {};
    const auto& growth = *one.series->growth;
    auto text = short_number_text(growth.per_hour);
    if (growth.lo && growth.hi)
        text += QStringLiteral(" (%1 to %2)").arg(short_number_text(*growth.lo), short_number_text(*growth.hi));
    return text;
}

QString process_text(row one) {
    if (!one.soak) return {};
    return one.soak->own_process ? QStringLiteral("Sweeplab itself") : QStringLiteral("watched");
}

QString verdict_text(row one) {
    if (!one.soak || one.soak->memory.bytes.samples == 0) return {};
    const auto text = to_text(one.soak->memory.verdict);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

void add_soak_rows(const figure_run& run, std::vector<figure_row>& rows) {
    for (const auto& soak : run.report->soak.rows) {
        auto& whole = rows.emplace_back();
        whole.run = &run;
        whole.kind = figure_kind::soak;
        whole.name = QStringLiteral("soak, repeat %1").arg(soak.repeat);
        whole.workers = soak.workers;
        whole.repeats = 1;
        whole.value_name = QStringLiteral("memory growth");
        whole.unit = QStringLiteral("bytes/h");
        if (const auto& growth = soak.memory.growth) whole.value = value_interval{growth->per_hour, growth->lo, growth->hi};
        whole.soak = &soak;
        for (const auto& series : soak.series) {
            auto& one = rows.emplace_back();
            one.run = &run;
            one.kind = figure_kind::soak;
            one.name = QString::fromStdString(series.name);
            one.workers = soak.workers;
            one.repeats = 1;
            one.value_name = series.counter ? QStringLiteral("mean growth a second") : QStringLiteral("mean");
            if (series.values.mean) one.value = value_interval{*series.values.mean, {}, {}};
            one.series = &series;
        }
    }
}

std::vector<figure_column> soak_columns() {
    std::vector<figure_column> all;
    const auto add = [&](const char* key, const char* title, bool is_text, QString (*text)(row), QString (*as_raw)(row)) {
        all.push_back({QString::fromLatin1(key), QString::fromUtf8(title), is_text, text, as_raw, nullptr});
    };
    add(
        "measured_s", "Measured", false,
        [](row one) { return one.soak ? clock_text(static_cast<std::int64_t>(one.soak->measured_s * 1e9)) : QString(); },
        [](row one) { return one.soak ? raw(one.soak->measured_s) : QString(); });
    add(
        "parts", "Parts", false,
        [](row one) { return one.soak && one.soak->parts > 1 ? QString::number(one.soak->parts) : QString(); },
        [](row one) { return one.soak ? QString::number(one.soak->parts) : QString(); });
    all.push_back(count_column<&soak_row::requests>("answered", "Requests"));
    all.push_back(count_column<&soak_row::failed>("failed", "Failed"));
    all.push_back(count_column<&soak_row::chunks>("chunks", "Chunks"));
    add_spread<&soak_row::gaps>(all, "gap", "Gap");
    add_spread<&soak_row::jitter>(all, "jitter", "Jitter");
    add("process", "Process", true, process_text, process_text);
    all.push_back(
        gauge_column<&soak_row::cpu_pct, &gauge_course::mean>("cpu_mean_pct", "CPU mean", cpu_text<&gauge_course::mean>));
    all.push_back(gauge_column<&soak_row::cpu_pct, &gauge_course::p95>("cpu_p95_pct", "p95", cpu_text<&gauge_course::p95>));
    all.push_back(
        gauge_column<&soak_row::cpu_pct, &gauge_course::most>("cpu_max_pct", "max", cpu_text<&gauge_course::most>));
    add("memory_first_bytes", "Memory", false, memory_text<&gauge_course::first>, memory_raw<&gauge_course::first>);
    add("memory_last_bytes", "at the end", false, memory_text<&gauge_course::last>, memory_raw<&gauge_course::last>);
    add(
        "", "Growth", false,  // the CSV has it as the value
        [](row one) { return one.soak && one.soak->memory.growth ? growth_text(*one.soak->memory.growth) : QString(); },
        nullptr);
    add("verdict", "Verdict", true, verdict_text, verdict_text);
    all.push_back(
        gauge_column<&soak_row::gpu_memory_bytes, &gauge_course::last>("gpu_memory_bytes", "GPU memory", [](row one) {
            const auto text = one.soak ? short_text(one.soak->gpu_memory_bytes.last, bytes_per_mb) : QString();
            return text.isEmpty() ? text : text + QStringLiteral(" MB");
        }));
    all.push_back(series_column<&gauge_course::first>("series_first", "Series: first"));
    all.push_back(series_column<&gauge_course::last>("series_last", "last"));
    all.push_back(series_column<&gauge_course::mean>("series_mean", "mean"));
    all.push_back(series_column<&gauge_course::most>("series_max", "max"));
    add("series_growth_per_h", "growth/h", false, series_growth,
        [](row one) { return one.series && one.series->growth ? raw(one.series->growth->per_hour) : QString(); });
    return all;
}

}  // namespace sweeplab
