// Costs on the Advice page: what the chart's lines say by known answers, where they stand, and what is said when something
// is missing.
#include <QPushButton>
#include <QSignalSpy>

#include "tests/widgets/panels/asked_page.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/advice/cost_panel.h"
#include "widgets/advice/cost_section.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// 100 USD a month, 0.15 USD of electricity an hour.
machine_on_chart workstation(double jobs_per_s, std::optional<double> lo = {}, std::optional<double> hi = {}) {
    return {{{"workstation", 3600, 3, 500, 0.3, 1, "USD"}, {jobs_per_s, lo, hi}}, "run", 4, {}};
}

cost_basis about(std::vector<machine_on_chart> machines) {
    cost_basis basis;
    basis.machines = std::move(machines);
    basis.did_it_itself = true;
    return basis;
}

bool near(double a, double b, double share = 1e-6) { return std::abs(a - b) <= share * std::abs(b); }

constexpr double a_month = 8766.0 / 12 * 3600;

run_record with_tokens(bool priced) {
    auto run = priced_requests(false);
    for (auto& one : run.trials) {
        one.input_tokens = 1200;  // of 12 jobs
        one.output_tokens = 600;
        if (!priced) one.cost.reset();
    }
    if (!priced) run.plan.erase("prices");
    return run;
}

}  // namespace

class test_advice_costs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        asked_ = std::make_unique<asked_page>();
        page_ = &**asked_;
    }
    void cleanup() { asked_.reset(); }

    void lines_cross_where_the_costs_are_equal() {
        const auto view = view_of_costs(about({workstation(0.1, 0.08, 0.125)}), {"the API", 0.01, "USD"});
        QVERIFY(view.missing.isEmpty());
        QVERIFY2(view.headline.startsWith(QStringLiteral("workstation beats the API from 10,400")),
                 qPrintable(view.headline));
        const auto& chart = view.chart;
        QCOMPARE(chart.series.size(), std::size_t{2});
        QCOMPARE(chart.crossings.size(), std::size_t{1});
        const auto& crossing = chart.crossings.front();
        const double volume = 100 / (0.01 - 0.15 / 3600 / 0.1);
        QVERIFY(near(crossing.at.x(), volume));
        QVERIFY(near(crossing.at.y(), volume * 0.01));
        QVERIFY(near(*crossing.lo, 100 / (0.01 - 0.15 / 3600 / 0.125)));  // a faster machine pays sooner
        QVERIFY(near(*crossing.hi, 100 / (0.01 - 0.15 / 3600 / 0.08)));
        QVERIFY(near(chart.series[0].at(volume)->cost, chart.series[1].at(volume)->cost));
        QVERIFY(near(chart.series[0].at(0)->cost, 100));
        QCOMPARE(chart.series[1].at(0)->cost, 0.0);
        QVERIFY(chart.series[0].at(volume)->lo < chart.series[0].at(volume)->cost);
        QCOMPARE(crossing.text, QStringLiteral("10,400 jobs a month"));
        QVERIFY(describe_volume(chart, volume).note.contains(QStringLiteral("Break-even of workstation")));
        QCOMPARE(describe_volume(chart, volume / 2).rows.back().second, QStringLiteral("the API"));
        QCOMPARE(describe_volume(chart, volume * 1.5).rows.back().second, QStringLiteral("workstation"));
    }

    void points_lie_where_the_axes_say() {
        const auto chart = view_of_costs(about({workstation(0.1, 0.08, 0.125)}), {"the API", 0.01, "USD"}).chart;
        const auto geometry = lay_out_costs(QSizeF(800, 330), chart, fonts_from(QApplication::font()));
        for (const auto& tick : geometry.x_ticks)
            QVERIFY(tick.at >= geometry.plot.left() && tick.at <= geometry.plot.right());
        QVERIFY(chart.x.ticks.size() >= 3);
        // By hand, from the first and last ticks.
        const auto on_axis = [](double value, const std::vector<double>& ticks, const std::vector<cost_tick>& places) {
            return places.front().at +
                   (value - ticks.front()) * (places.back().at - places.front().at) / (ticks.back() - ticks.front());
        };
        const auto& crossing = chart.crossings.front();
        const QPointF at = geometry.crossings.front().at;
        QVERIFY(std::abs(at.x() - on_axis(crossing.at.x(), chart.x.ticks, geometry.x_ticks)) < 0.01);
        QCOMPARE(geometry.y_ticks.size(), chart.y.ticks.size());
        QVERIFY(std::abs(at.y() - on_axis(crossing.at.y(), chart.y.ticks, geometry.y_ticks)) < 0.01);
        const QRectF band = geometry.crossings.front().band;
        QVERIFY(std::abs(band.left() - on_axis(*crossing.lo, chart.x.ticks, geometry.x_ticks)) < 0.01);
        QVERIFY(std::abs(band.right() - on_axis(*crossing.hi, chart.x.ticks, geometry.x_ticks)) < 0.01);
        QVERIFY(near(geometry.volume_at(at.x()), crossing.at.x(), 1e-3));
        QCOMPARE(volume_near(chart, geometry, at + QPointF(5, 40)), std::optional(crossing.at.x()));
        QVERIFY(!volume_near(chart, geometry, QPointF(1, 1)));
        for (const auto& label : geometry.labels) QVERIFY(geometry.card.contains(label.rect));
        QVERIFY(!geometry.labels[0].rect.intersects(geometry.labels[1].rect));
    }

    void a_line_ends_at_what_the_machine_can_do() {
        auto slow = workstation(0.002, 0.0018, 0.0022);
        slow.work.machine.name = "old";
        const auto view = view_of_costs(about({workstation(0.1), slow}), {"the API", 0.01, "USD"});
        const auto& chart = view.chart;
        QCOMPARE(chart.series.size(), std::size_t{3});
        QVERIFY(!chart.series[0].ends());  // far beyond the axis
        QVERIFY(chart.series[1].ends());
        QVERIFY(near(chart.series[1].points.back().units, 0.002 * a_month));
        QVERIFY(near(chart.series[1].points.back().cost, 100 + 0.15 * 8766 / 12));  // all hours of a month
        QVERIFY(near(*chart.series[1].capacity->lo, 0.0018 * a_month));
        QVERIFY(!chart.series[1].at(0.0021 * a_month));
        QCOMPARE(describe_volume(chart, 10'000).rows[1].second, QStringLiteral("cannot do that many"));
        QCOMPARE(chart.crossings.size(), std::size_t{1});
        QVERIFY(view.lines.first().contains(QStringLiteral("old never beats the API")));
    }

    void an_interval_whose_ends_read_alike_is_not_said() {
        const auto narrow = view_of_costs(about({workstation(0.1, 0.0999999, 0.1000001)}), {"the API", 0.01, "USD"}).chart;
        const auto wide = view_of_costs(about({workstation(0.1, 0.05, 0.2)}), {"the API", 0.01, "USD"}).chart;
        QVERIFY2(!describe_volume(narrow, narrow.stops.back() / 4).sentence().contains(QStringLiteral("–")),
                 qPrintable(describe_volume(narrow, narrow.stops.back() / 4).sentence()));
        QVERIFY(describe_volume(wide, wide.stops.back() / 4).sentence().contains(QStringLiteral("–")));
    }

    void a_machine_that_never_pays_is_drawn_without_a_crossing() {
        const auto view = view_of_costs(about({workstation(0.1)}), {"the API", 0.0004, "USD"});
        QVERIFY(view.headline.contains(QStringLiteral("never beats")));
        QVERIFY(view.chart.crossings.empty());
        QVERIFY(view.chart.series[0].ends());
        QVERIFY(near(view.chart.x.scale.most, 0.1 * a_month));
        QVERIFY(view.lines.join(QLatin1Char(' ')).contains(QStringLiteral("No interval")));
    }

    void nothing_is_drawn_or_made_up_where_something_is_missing() {
        auto unknown = workstation(0.1);
        unknown.work.machine.price.reset();
        unknown.missing = {"its price"};
        auto view = view_of_costs(about({unknown}), {"the API", 0.01, "USD"});
        QVERIFY(view.chart.empty());
        QVERIFY(view.headline.isEmpty());
        QVERIFY(view.host_wanted);
        QVERIFY(view.missing.join(QLatin1Char(' ')).contains(QStringLiteral("enter its price in its host profile")));
        auto tokens = about({workstation(0.1)});
        tokens.tokens = {100.0, 50.0, 0};
        view = view_of_costs(tokens, {"the API", std::nullopt, "USD"});
        QVERIFY(view.chart.empty());
        QVERIFY(!view.host_wanted);
        QVERIFY(view.missing.join(QLatin1Char(' ')).contains(QStringLiteral("choose its prices here")));
        view = view_of_costs(about({workstation(0.1)}), {"the API", std::nullopt, "USD"});
        QVERIFY(view.missing.join(QLatin1Char(' ')).contains(QStringLiteral("recorded none")));
        view = view_of_costs(about({workstation(0.1)}), {"the API", 0.01, "EUR"});
        QVERIFY(view.chart.empty());
        QVERIFY(view.missing.join(QLatin1Char(' ')).contains(QStringLiteral("not compared")));
        QVERIFY(view_of_costs({}, {"the API", 0.01, "USD"}).chart.empty());
    }

    void the_prices_are_the_runs_or_chosen() {
        QVERIFY(asked_->show({loaded(with_tokens(true))}));
        auto* panel = page_->findChild<cost_panel*>();
        QVERIFY(panel->isVisible());
        const auto own = page_->view().costs().shown().report.break_evens.front().units_a_month->value;
        QVERIFY(panel->picture().chart.simulated);
        QVERIFY(asked_->show({loaded(with_tokens(false), 8)}));
        QVERIFY(!panel->isVisible());
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Limits and prices")));
        auto* prices = named<QComboBox>(*page_, "API price of");
        QVERIFY(prices->isVisible());
        prices->setFocus();
        QTest::keyClick(prices, Qt::Key_Down);
        Q_EMIT prices->activated(prices->currentIndex());
        QVERIFY(panel->isVisible());
        // 100 tokens in and 50 out at 0.15 and 0.60 a million are 0.000045 a job; the run's own were 0.0002.
        const auto& found = page_->view().costs().shown().report.break_evens.front();
        const double electricity = found.marginal_per_unit;
        QVERIFY(near(found.units_a_month->value, 50 / (0.000045 - electricity), 1e-3));
        QVERIFY(found.units_a_month->value > own);
    }

    void the_chart_is_read_by_keys() {
        QVERIFY(asked_->show({loaded(with_tokens(true))}));
        auto* panel = page_->findChild<cost_panel*>();
        panel->setFocus(Qt::TabFocusReason);
        const auto& picture = panel->picture();
        QVERIFY(picture.hovered.has_value());
        QCOMPARE(*picture.hovered, picture.chart.crossings.front().at.x());
        QVERIFY(panel->accessibleDescription().contains(QStringLiteral("Break-even of laptop")));
        QTest::keyClick(panel, Qt::Key_Right);
        QVERIFY(*picture.hovered > picture.chart.crossings.front().at.x());
        QTest::keyClick(panel, Qt::Key_Left);
        QCOMPARE(*picture.hovered, picture.chart.crossings.front().at.x());
        QTest::keyClick(panel, Qt::Key_Home);
        QCOMPARE(*picture.hovered, 0.0);
        QTest::keyClick(panel, Qt::Key_End);
        QCOMPARE(*picture.hovered, picture.chart.stops.back());
        QTest::keyClick(panel, Qt::Key_Escape);
        QVERIFY(!picture.hovered);
        QVERIFY(panel->accessibleDescription().contains(QStringLiteral("breaks even at")));
    }

    void a_host_without_a_price_leads_to_its_profile() {
        auto run = with_tokens(true);
        run.host.id = "desk";
        run.host.price.reset();
        QVERIFY(asked_->show({loaded(run)}));
        auto* panel = page_->findChild<cost_panel*>();
        QVERIFY(!panel->isVisible());
        QPushButton* button = nullptr;
        for (auto* one : page_->findChildren<QPushButton*>())
            if (one->text() == QStringLiteral("Edit host profiles…")) button = one;
        QVERIFY(button && button->isVisible());
        QSignalSpy wanted(page_, &result_page::hosts_wanted);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        // Entered now, it counts for runs saved before.
        auto host = run.host;
        host.price = 2400;
        page_->set_hosts({host});
        QVERIFY(asked_->answered());
        QTRY_VERIFY_WITH_TIMEOUT(panel->isVisible(), patience);
        QVERIFY(!button->isVisible());
    }

    void machines_that_did_the_same_work_stand_beside_each_other() {
        auto other = with_tokens(true);
        other.host.id = "server";
        other.host.price = 9000;
        auto first = with_tokens(true);
        first.host.id = "laptop";
        auto unlike = measured_run();
        unlike.items.front().text = "another text";
        unlike.plan = {{"workload", {{"kind", "command"}}}};
        first.plan["workload"] = other.plan["workload"] = {{"kind", "llm"}};
        QVERIFY(asked_->show({loaded(first, 7), loaded(other, 8, "second"), loaded(unlike, 9, "third")}));
        const auto& view = page_->view().costs().shown();
        QCOMPARE(view.report.machines.size(), std::size_t{2});
        QCOMPARE(view.chart.series.size(), std::size_t{3});
        QVERIFY(view.lines.join(QLatin1Char(' ')).contains(QStringLiteral("“third” did other work")));
    }

    void what_is_expected_of_the_machine_stands_beside_what_was_measured() {
        auto run = with_tokens(true);
        run.host.expected_tokens_per_s = number_range{1e6, 2e6};
        QVERIFY(asked_->show({loaded(run, 6)}));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Simulated: it says nothing of the machine")));
        run.summary.simulated = false;
        QVERIFY(asked_->show({loaded(run)}));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("▼ Expected of this machine: ")));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("below the 1e+06 to 2e+06")));
        run.host.expected_tokens_per_s = number_range{1, 1e6};
        QVERIFY(asked_->show({loaded(run, 8)}));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("✓ Expected of this machine: ")));
        QVERIFY(asked_->show({loaded(with_tokens(true), 9)}));
        QVERIFY(!visible_text(*page_).contains(QStringLiteral("Expected of this machine")));
    }

private:
    std::unique_ptr<asked_page> asked_;
    advice_page* page_ = nullptr;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_advice_costs)
#include "test_advice_costs.moc"
