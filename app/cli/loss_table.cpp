#include "app/cli/loss_table.h"

#include <fmt/format.h>

#include "app/cli/text_table.h"
#include "engine/analysis/loss_share.h"
#include "engine/foundation/clock.h"

namespace sweeplab::cli {
namespace {

double seconds(std::int64_t ns) { return to_seconds(duration(ns)); }

bool occurs(const loss_report& report, loss_part part) {
    for (const auto& point : report.points)
        if (part_of(point.mean, part) != 0) return true;
    return false;
}

std::string notes_of(const loss_report& report) {
    std::string notes;
    for (const auto& note : loss_share_notes(report)) notes += "\n" + note + ".\n";
    for (const auto& one : report.not_averaged)
        notes += fmt::format("\nNot averaged: {} workers, repeat {} ({}{}).\n", one.workers, one.repeat, to_text(one.state),
                             one.warm_up ? ", warm-up" : "");
    for (const auto& why : report.not_accounted) notes += fmt::format("\nNot accounted for: {}.\n", why);
    return notes;
}

}  // namespace

std::string loss_text(const loss_report& report) {
    using enum text_table::align;
    if (report.empty()) return describe_losses(report) + ".\n" + notes_of(report);
    std::vector<std::string> workers;
    std::vector<std::optional<double>> totals, unavoidable;
    for (const auto& point : report.points) {
        workers.push_back(std::to_string(point.workers));
        totals.push_back(seconds(point.mean.total));
        unavoidable.push_back(seconds(point.idle.unavoidable));
    }
    const auto with_seconds = [](std::vector<std::string> cells) {
        for (auto& cell : cells) cell += cell.empty() ? "" : " s";
        return cells;
    };
    text_table table;
    table.add_column("workers", workers, right);
    table.add_column("worker time", with_seconds(number_cells(totals)), right);
    for (const auto part : all_loss_parts) {
        if (part != loss_part::baseline && !occurs(report, part)) continue;
        std::vector<std::string> cells;
        for (const auto& point : report.points) cells.push_back(loss_share_in_words(point, part));
        table.add_column(std::string(name_of(part)), cells, right);
    }
    if (occurs(report, loss_part::idle))
        table.add_column("unavoidable idle", with_seconds(number_cells(unavoidable)), right);
    return table.text() + "\n" + describe_losses(report) + ".\n" + notes_of(report);
}

}  // namespace sweeplab::cli
