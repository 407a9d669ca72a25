#include "widgets/charts/figure_columns.h"

#include "engine/analysis/words.h"
#include "engine/exchange/csv_cells.h"
#include "widgets/charts/figure_phase_rows.h"
#include "widgets/charts/figure_soak_rows.h"

namespace sweeplab {
namespace {

using member = std::optional<double> figure_row::*;

QString quoted(const QString& text) { return quoted_cell(text); }
QString raw_number(const std::optional<double>& value) { return value ? QString::number(*value, 'g', 15) : QString(); }
QString seconds_text(const std::optional<double>& value) {
    return value ? QString::fromStdString(seconds_in_words(*value)) : QString();
}

// Their value is in one of them.
bool has_own_columns(const figure_row& row) { return row.kind == figure_kind::phases || row.kind == figure_kind::soak; }

// The unit in which a row's value reads best.
display_unit unit_of(const figure_row& row) {
    const double value = row.value ? row.value->value : 0;
    if (has_own_columns(row)) return {row.unit, 1};
    if (row.kind != figure_kind::native) return choose_unit(chart_quantity::time, value, value, {});
    const auto unit = native::work_unit_from(std::string_view(row.unit.chopped(2).toStdString()));
    return unit ? unit_of_rate(*unit, value) : display_unit{row.unit, 1};
}

QString value_cell(const figure_row& row) {
    if (!row.value || has_own_columns(row)) return {};
    const auto unit = unit_of(row);
    return number_text(row.value->value * unit.factor) + QLatin1Char(' ') + unit.symbol;
}

QString kind_text(const figure_row& row) {
    switch (row.kind) {
        case figure_kind::milestones: return QStringLiteral("milestone");
        case figure_kind::solved: return QStringLiteral("solved");
        case figure_kind::native: return QStringLiteral("native");
        case figure_kind::phases: return QStringLiteral("phase");
        case figure_kind::soak: return row.series ? QStringLiteral("soak series") : QStringLiteral("soak");
    }
    return {};
}

QString interval_text(const figure_row& row) {
    if (!row.value || !row.value->lo || !row.value->hi || has_own_columns(row)) return {};
    const auto unit = unit_of(row);
    return number_text(*row.value->lo * unit.factor) + QStringLiteral(" – ") + number_text(*row.value->hi * unit.factor) +
           QLatin1Char(' ') + unit.symbol;
}

template <member Value>
QString seconds_of(const figure_row& row) {
    return seconds_text(row.*Value);
}
template <member Value>
QString raw_of(const figure_row& row) {
    return raw_number(row.*Value);
}

std::vector<figure_column> make_columns() {
    using row = const figure_row&;
    std::vector<figure_column> all;
    const auto add = [&](const char* key, const char* title, bool is_text, QString (*text)(row), QString (*raw)(row)) {
        all.push_back({QString::fromLatin1(key), QString::fromUtf8(title), is_text, text, raw, nullptr});
    };
    add(
        "host", "Machine", true, [](row one) { return one.run->host; }, [](row one) { return quoted(one.run->host); });
    add(
        "run", "Run", true,
        [](row one) { return one.run->run_name + (one.run->simulated ? QStringLiteral(" (simulated)") : QString()); },
        [](row one) { return quoted(one.run->run_name); });
    add("simulated", "", true, nullptr,
        [](row one) { return one.run->simulated ? QStringLiteral("yes") : QStringLiteral("no"); });
    add("kind", "", true, nullptr, kind_text);
    add(
        "name", "Figure", true, [](row one) { return one.name; }, [](row one) { return quoted(one.name); });
    const auto workers = [](row one) { return QString::number(one.workers); };
    add("workers", "Workers", false, workers, workers);
    const auto repeats = [](row one) { return QString::number(one.repeats); };
    add("repeats", "Repeats", false, repeats, repeats);
    add("quantity", "", true, nullptr, [](row one) { return quoted(one.value_name); });
    add("value", "Value", false, value_cell, [](row one) { return one.value ? raw_number(one.value->value) : QString(); });
    add("unit", "", true, nullptr, [](row one) { return one.unit; });
    add("lo", "95 % interval", false, interval_text,
        [](row one) { return one.value ? raw_number(one.value->lo) : QString(); });
    add("hi", "", false, nullptr, [](row one) { return one.value ? raw_number(one.value->hi) : QString(); });
    add("first_s", "First", false, seconds_of<&figure_row::first_s>, raw_of<&figure_row::first_s>);
    add("middle_s", "Middle", false, seconds_of<&figure_row::middle_s>, raw_of<&figure_row::middle_s>);
    add(
        "speedup", "Speedup", false,
        [](row one) { return one.speedup ? QString::fromStdString(ratio_in_words(*one.speedup)) : QString(); },
        raw_of<&figure_row::speedup>);
    add(
        "hit_rate", "Hit rate", false,
        [](row one) { return one.hit_rate ? number_text(*one.hit_rate * 100, 4) + QStringLiteral(" %") : QString(); },
        raw_of<&figure_row::hit_rate>);
    add("latency_mean_s", "Latency", false, seconds_of<&figure_row::latency_mean_s>, raw_of<&figure_row::latency_mean_s>);
    add("latency_p50_s", "p50", false, seconds_of<&figure_row::latency_p50_s>, raw_of<&figure_row::latency_p50_s>);
    add("latency_p99_s", "p99", false, seconds_of<&figure_row::latency_p99_s>, raw_of<&figure_row::latency_p99_s>);
    add(
        "solved", "Solved", false,
        [](row one) {
            if (!one.solved || !one.tasks) return QString();
            return QStringLiteral("%1 of %2").arg(*one.solved).arg(*one.tasks);
        },
        [](row one) { return one.solved ? QString::number(*one.solved) : QString(); });
    add("tasks", "", false, nullptr, [](row one) { return one.tasks ? QString::number(*one.tasks) : QString(); });
    add("work_s", "Work each", false, seconds_of<&figure_row::work_s>, raw_of<&figure_row::work_s>);
    add(
        "cost", "Cost each", false,
        [](row one) { return one.cost ? one.currency + QLatin1Char(' ') + short_number_text(*one.cost) : QString(); },
        raw_of<&figure_row::cost>);
    add("currency", "", true, nullptr, [](row one) { return one.cost ? quoted(one.currency) : QString(); });
    add(
        "tokens", "Tokens each", false, [](row one) { return one.tokens ? whole_number_text(*one.tokens) : QString(); },
        raw_of<&figure_row::tokens>);
    add("cpu_s", "CPU each", false, seconds_of<&figure_row::cpu_s>, raw_of<&figure_row::cpu_s>);
    add(
        "peak_memory_bytes", "Memory, at most", false,
        [](row one) {
            return one.memory_bytes ? QString::fromStdString(native::bytes_in_words(*one.memory_bytes)) : QString();
        },
        raw_of<&figure_row::memory_bytes>);
    for (auto& column : phase_columns()) all.push_back(std::move(column));
    for (auto& column : soak_columns()) all.push_back(std::move(column));
    add(
        "verified", "Verified", true, [](row one) { return one.verified; }, [](row one) { return quoted(one.verified); });
    return all;
}

}  // namespace

QString quoted_cell(const QString& text) { return QString::fromStdString(text_to_cell(text.toStdString())); }

const std::vector<figure_column>& figure_columns() {
    static const auto all = make_columns();
    return all;
}

QString figure_csv(const std::vector<figure_run>& runs, const verified_words& verified) {
    const auto line = [](auto cell) {
        QStringList cells;
        for (const auto& column : figure_columns())
            if (column.raw) cells << cell(column);
        return cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    };
    QString csv = line([](const figure_column& column) { return column.key; });
    for (const auto& row : figure_rows(runs, verified))
        csv += line([&](const figure_column& column) { return column.raw(row); });
    return csv;
}

}  // namespace sweeplab
