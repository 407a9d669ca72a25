#include "widgets/charts/loss_chart_data.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/charts/loss_words.h"

namespace sweeplab {
namespace {

constexpr double least_seen = 0.003;  // of the axis: about a pixel

void add_extent(loss_bar& bar) {
    for (const auto& segment : bar.segments) {
        bar.sum_ns += segment.ns;
        bar.top = std::max({bar.top, segment.from, segment.to});
        bar.bottom = std::min({bar.bottom, segment.from, segment.to});
    }
}

// Every bar ends at 100. Items that took less time than at the baseline count push it below 0 first, so that what is
// stacked on it still sums: useful work worth 104 % begins at -4.
loss_bar share_bar(const loss_point& point) {
    loss_bar bar;
    const double percent = 100.0 / static_cast<double>(point.mean.total);
    double at = std::min(0.0, static_cast<double>(point.mean.inflation) * percent);
    for (const auto part : all_loss_parts) {
        const auto ns = part_of(point.mean, part);
        if (ns == 0) continue;
        const double height = static_cast<double>(ns) * percent;
        const bool uncertain = part == loss_part::inflation && point.inflation_is_noise();
        if (ns < 0) {
            bar.segments.push_back({part, ns, 0, height, uncertain});
            continue;
        }
        bar.segments.push_back({part, ns, at, at + height, uncertain});
        at += height;
    }
    return bar;
}

// What is more stands above 0, what is less below.
loss_bar extra_bar(const loss_point& point, double factor) {
    loss_bar bar;
    double above = 0, below = 0;
    for (const auto part : all_loss_parts) {
        const auto ns = part_of(point.extra, part);
        if (ns == 0) continue;
        double& at = ns > 0 ? above : below;
        const double to = at + static_cast<double>(ns) * 1e-9 * factor;
        bar.segments.push_back({part, ns, at, to, part == loss_part::inflation && point.inflation_is_noise()});
        at = to;
    }
    return bar;
}

class loss_chart_builder {
public:
    explicit loss_chart_builder(const loss_content& content) : content_(content) { data_.form = content.form; }

    loss_chart_data build() {
        choose_unit_and_workers();
        for (const auto& run : content_.runs) add(run);
        set_aside_without_bars();
        add_axis();
        add_parts();
        return std::move(data_);
    }

private:
    void choose_unit_and_workers() {
        std::set<int> counts, baselines;
        double most = 0;
        for (const auto& run : content_.runs) {
            if (!why_no_account(run).isEmpty()) continue;
            baselines.insert(run.report->baseline_workers);
            for (const auto& point : run.report->points) {
                counts.insert(point.workers);
                most = std::max(most, static_cast<double>(point.mean.total) * 1e-9);
            }
        }
        data_.workers.assign(counts.begin(), counts.end());
        data_.unit = unit_of_worker_time(most);
        if (baselines.size() == 1) data_.baseline = *baselines.begin();
    }

    // Runs on one machine are told apart by their names.
    bool shares_machine(const loss_run& run) const {
        return std::count_if(content_.runs.begin(), content_.runs.end(),
                             [&](const auto& other) { return other.host == run.host; }) > 1;
    }

    void add(const loss_run& run) {
        auto& panel = data_.panels.emplace_back();
        panel.title = run.host;
        panel.subtitle = shares_machine(run) ? run.run_name : run.host_summary;
        panel.run_name = run.run_name;
        panel.simulated = run.simulated;
        panel.report = run.report;
        panel.why_none = why_no_account(run);
        if (!panel.why_none.isEmpty()) return;
        for (const auto& point : run.report->points) {
            if (point.mean.total <= 0) continue;
            auto bar = data_.form == loss_form::share ? share_bar(point) : extra_bar(point, data_.unit.factor);
            bar.workers = point.workers;
            bar.point = &point;
            bar.baseline = point.workers == run.report->baseline_workers;
            add_extent(bar);
            panel.bars.push_back(std::move(bar));
        }
    }

    // A card without bars would take the room of one with bars.
    void set_aside_without_bars() {
        if (!data_.has_bars()) return;
        for (const auto& panel : data_.panels)
            if (panel.bars.empty())
                data_.without << panel.title + QStringLiteral(", ") + panel.run_name + QStringLiteral(": ") + panel.why_none;
        std::erase_if(data_.panels, [](const auto& panel) { return panel.bars.empty(); });
    }

    void add_parts() {
        std::set<loss_part> all, seen;
        const double least = (data_.y.scale.most - data_.y.scale.least) * least_seen;
        for (const auto& panel : data_.panels) {
            for (const auto& bar : panel.bars) {
                for (const auto part : all_loss_parts)
                    if (part_of(bar.point->mean, part) != 0) all.insert(part);
                for (const auto& segment : bar.segments) {
                    if (std::abs(segment.to - segment.from) < least) continue;
                    seen.insert(segment.part);
                    data_.any_uncertain |= segment.uncertain;
                    data_.any_below_zero |= segment.ns < 0;
                }
            }
        }
        data_.parts.assign(all.begin(), all.end());
        data_.seen_parts.assign(seen.begin(), seen.end());
    }

    void add_axis() {
        double least = 0, most = 0;
        for (const auto& panel : data_.panels) {
            for (const auto& bar : panel.bars) {
                least = std::min(least, bar.bottom);
                most = std::max(most, bar.top);
            }
        }
        data_.y = make_signed_axis(least, data_.form == loss_form::share ? 100 : (most > 0 || least < 0 ? most : 1));
        if (data_.form == loss_form::extra) return;
        data_.y.scale.most = 100;
        data_.y.ticks.clear();
        for (double tick = std::ceil(data_.y.scale.least / 25) * 25; tick <= 100; tick += 25)
            data_.y.ticks.push_back(tick + 0.0);
    }

    const loss_content& content_;
    loss_chart_data data_;
};

}  // namespace

QString to_text(loss_form form) { return form == loss_form::extra ? QStringLiteral("extra") : QStringLiteral("share"); }

std::optional<loss_form> loss_form_from(const QString& text) {
    if (text == QLatin1String("extra")) return loss_form::extra;
    if (text == QLatin1String("share")) return loss_form::share;
    return std::nullopt;
}

loss_run make_loss_run(const run_record& run, std::shared_ptr<const loss_report> report) {
    loss_run made;
    made.report = std::move(report);
    made.run_name = QString::fromStdString(run.summary.name);
    made.host = QString::fromStdString(run.host.name.empty() ? run.summary.host_name : run.host.name);
    if (made.host.isEmpty()) made.host = QStringLiteral("Unnamed machine");
    made.host_summary = QString::fromStdString(run.host.summary());
    made.simulated = run.summary.simulated;
    for (const auto& one : run.trials) {
        if (!one.counts()) continue;
        made.any_counted = true;
        made.jobs_recorded |= !one.intervals.empty();
        made.own_workers |= one.slots != one.workers;
    }
    return made;
}

const loss_segment* loss_bar::find(loss_part part) const {
    const auto found = std::find_if(segments.begin(), segments.end(), [&](const auto& one) { return one.part == part; });
    return found == segments.end() ? nullptr : &*found;
}

bool loss_chart_data::has_bars() const {
    return std::any_of(panels.begin(), panels.end(), [](const auto& panel) { return !panel.bars.empty(); });
}

loss_chart_data make_loss_chart(const loss_content& content) { return loss_chart_builder(content).build(); }

double useful_share(const loss_point& point) {
    if (point.mean.total <= 0) return 0;
    return static_cast<double>(point.mean.baseline + point.mean.unbaselined) / static_cast<double>(point.mean.total);
}

}  // namespace sweeplab
