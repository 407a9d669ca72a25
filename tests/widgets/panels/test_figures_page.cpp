// The Figures page and its view: what is shown when, by keys, in both palettes, as table and as file.
#include "widgets/panels/figures_page.h"

#include <QLabel>
#include <QPushButton>

#include "tests/engine/analysis/made_up_runs.h"
#include "tests/widgets/charts/example_figures.h"
#include "tests/widgets/charts/example_loads.h"
#include "tests/widgets/charts/example_soaks.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/bridge/live_run.h"
#include "widgets/charts/figure_grid.h"
#include "widgets/charts/figure_table.h"
#include "widgets/charts/scaling_panel.h"
#include "widgets/charts/segmented_control.h"
#include "widgets/charts/soak_panel.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::examples;
using test::fresh_settings;
using test::made_up_trial;

namespace {

constexpr int patience = 60'000;

QString visible_text(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>())
        if (label->isVisible()) texts << label->text();
    return texts.join(QLatin1Char(' '));
}

segmented_control* control(const QWidget& widget, const char* name) {
    for (auto* one : widget.findChildren<segmented_control*>())
        if (one->accessibleName() == QLatin1String(name)) return one;
    return nullptr;
}

loaded_run_ptr loaded(run_record record) {
    auto run = std::make_shared<loaded_run>();
    run->curve = make_scaling_curve(record);
    run->record = std::move(record);
    return run;
}

// Two kernels on 1 and 2 threads.
run_record native_run() {
    auto run = test::made_up_run({{1, 4}, {2, 3}}, 0);
    run.summary.kind = "native";
    run.items = {{"sqrt", R"({"kernel": "sqrt"})"}, {"copy", R"({"kernel": "copy"})"}};
    for (auto& one : run.trials)
        for (int item = 0; item < 2; ++item) {
            attempt span;
            span.item = item;
            span.measured.set(measure::work_done, 1'000'000);
            span.measured.set(measure::work_ns, 1'000'000'000 / one.workers);
            span.measured.set(measure::work_unit, item == 0 ? 1 : 3);
            one.attempts.push_back(span);
        }
    return run;
}

bool settled(const figures_page& page) {
    return QTest::qWaitFor([&] { return page.settled(); }, patience);
}

}  // namespace

class test_figures_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        settings_ = std::make_unique<fresh_settings>();
        page_ = std::make_unique<figures_page>();
        page_->resize(1000, 760);
    }
    void cleanup() { page_.reset(); }

    void without_a_run_it_says_which_kinds_have_figures() {
        page_->show();
        page_->show_runs({});
        QVERIFY(visible_text(*page_).contains(QStringLiteral("What was measured beside the time")));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Pipelines")));
        QVERIFY(!page_->has_something());
    }

    void a_run_without_figures_says_so() {
        page_->show();
        page_->show_runs({loaded(test::made_up_run({{1, 4}, {2, 3}}))});
        QVERIFY(settled(*page_));
        QCoreApplication::processEvents();
        QVERIFY2(visible_text(*page_).contains(QStringLiteral("The ticked runs measured nothing beside their time")),
                 qPrintable(visible_text(*page_)));
        QVERIFY(!page_->has_something());
    }

    void a_native_run_has_a_panel_for_each_kernel() {
        page_->show();
        page_->show_runs({loaded(native_run())});
        QVERIFY(settled(*page_));
        QVERIFY(page_->has_something());
        QCOMPARE(page_->view().grid().panels().size(), 2U);
        QVERIFY(page_->view().headline().startsWith(QStringLiteral("2 kernels")));
        QCOMPARE(page_->view().chart().panels[0].unit, QStringLiteral("M operations/s"));
        QCOMPARE(page_->view().chart().panels[1].unit, QStringLiteral("MB/s"));
        QCOMPARE(page_->suggested_name(), QStringLiteral("made_up_figures"));
        page_->show_runs({});
        QVERIFY(!page_->has_something());
    }

    void a_soak_is_drawn_while_it_goes_on_and_stays_when_it_is_saved() {
        live_run live;
        page_->set_live(live);
        page_->show();
        auto run = soak_run({}, 600);
        run.summary.state = run_state::running;
        run_started begun;
        begun.run = run.summary.id;
        trial_started trial_begun;
        trial_begun.workers = 2;
        live.take({begun, trial_begun});
        page_->show_runs({loaded(run)});
        QVERIFY(settled(*page_));
        QTRY_VERIFY(visible_text(*page_).contains(QStringLiteral("The soak has begun")));
        event_batch samples;
        auto whole = soak_trial_of(2, 600);
        for (std::size_t i = 0; i <= 60; ++i) samples.push_back(soak_sampled{begun.run, whole.id, whole.soak[i]});
        live.take(samples);
        QTRY_VERIFY_WITH_TIMEOUT(page_->has_something(), patience);
        QVERIFY2(page_->view().headline().startsWith(QStringLiteral("Soak under way with 2 clients: 5 min of 10 min")),
                 qPrintable(page_->view().headline()));
        const auto* panel = page_->view().grid().soaks().front();
        QCOMPARE(panel->picture().chart->course.end_ns(), 300 * soak_second);
        QCOMPARE(panel->picture().chart->plots.size(), 6U);
        // The names of the series are the plan's, which the events do not tell.
        QCOMPARE(panel->picture().chart->plots.back().title, QStringLiteral("answered_total"));
        samples.clear();
        for (std::size_t i = 61; i < whole.soak.size(); ++i)
            samples.push_back(soak_sampled{begun.run, whole.id, whole.soak[i]});
        trial_finished ended;
        ended.summary = whole;
        ended.summary.soak.clear();
        samples.push_back(ended);
        live.take(samples);
        QTRY_COMPARE_WITH_TIMEOUT(panel->picture().chart->course.end_ns(), 600 * soak_second, patience);
        QVERIFY(!panel->picture().chart->row);  // not read back yet
        page_->show_runs({loaded(soak_run({whole}, 600))});
        QVERIFY(settled(*page_));
        QTRY_VERIFY_WITH_TIMEOUT(page_->view().grid().soaks().front()->picture().chart->row, patience);
        QVERIFY(page_->view().headline().startsWith(QStringLiteral("10 min with 2 clients")));
        QCOMPARE(page_->view().chart().soaks.front()->course.parts.size(), 1U);
    }

    void nothing_is_read_before_somebody_looks() {
        page_->show_runs({loaded(native_run())});
        QVERIFY(page_->settled());
        QVERIFY(!page_->has_something());
        page_->show();
        QVERIFY(QTest::qWaitFor([&] { return page_->has_something(); }, patience));
    }

    void points_are_reached_by_keys_and_said() {
        show({figures({report_pipeline(), {}, {}})});
        auto* panel = view().grid().panels().front();
        QCOMPARE(panel->accessibleName(), QStringLiteral("Chart of Milestones, ready after"));
        panel->setFocus(Qt::TabFocusReason);
        QTest::keyClick(panel, Qt::Key_Home);
        QVERIFY2(panel->accessibleDescription().startsWith(QStringLiteral("core ready, 1 worker")),
                 qPrintable(panel->accessibleDescription()));
        QVERIFY(panel->accessibleDescription().contains(QStringLiteral("Of everything 35 %")));
        QTest::keyClick(panel, Qt::Key_Up);
        QTest::keyClick(panel, Qt::Key_End);
        QVERIFY(panel->accessibleDescription().startsWith(QStringLiteral("everything ready, 4 workers")));
        QVERIFY(panel->accessibleDescription().contains(QStringLiteral("14.1 s")));
    }

    void a_worker_count_that_is_pointed_at_is_marked_in_the_other_panels() {
        show({figures({{}, suite(), {}})});
        const auto& panels = view().grid().panels();
        panels[0]->hover(point_ref{0, 1, false});
        QCOMPARE(panels[1]->picture().linked_workers, std::optional(2));
        panels[0]->hover(std::nullopt);
        QVERIFY(!panels[1]->picture().linked_workers);
    }

    void first_and_last_are_a_choice_only_where_they_differ() {
        show({figures({report_pipeline(), {}, {}})});
        QVERIFY(!control(view(), "Milestones of")->isVisible());
        auto several = report_pipeline();
        for (auto& curve : several.curves) curve.instances = 3;
        show({figures({several, {}, {}})});
        QVERIFY(control(view(), "Milestones of")->isVisible());
        control(view(), "Milestones of")->findChildren<QPushButton*>().at(0)->click();
        QCOMPARE(view().content().reading, milestone_reading::first);
        page_->save_choices();
        figures_page another;
        another.restore_choices();
        QCOMPARE(another.view().content().reading, milestone_reading::first);
    }

    void the_table_shows_only_columns_that_say_something() {
        show({figures({{}, suite(), {}})});
        control(view(), "Shown as")->findChildren<QPushButton*>().at(1)->click();
        QVERIFY(view().table().isVisible());
        QVERIFY(!view().grid().isVisible());
        const QString text = view().table().selected_text();
        QVERIFY2(text.startsWith(QStringLiteral("Figure\tWorkers\tRepeats\tValue\t95 % interval\tSpeedup\tp99\n"
                                                "sqrt\t1\t2\t250 M operations/s\t")),
                 qPrintable(text));
        view().set_verified({{{1, 0}, QStringLiteral("the sum agrees")}});
        QVERIFY(view().table().selected_text().contains(QStringLiteral("the sum agrees")));
    }

    void a_simulated_run_is_marked_in_the_table_too() {
        auto run = figures({report_pipeline(), {}, {}});
        run.simulated = true;
        show({run});
        QVERIFY(view().table().selected_text().startsWith(QStringLiteral("Run\tFigure\t")));
        QVERIFY(view().table().selected_text().contains(QStringLiteral("run 1 (simulated)\tcore ready\t1\t3\t9.00 s\t")));
    }

    void the_panels_keep_their_size_in_a_small_window() {
        show({figures({{}, suite(), {}})});
        page_->resize(460, 420);
        QCoreApplication::processEvents();
        for (const auto* panel : view().grid().panels()) {
            QVERIFY(panel->width() >= 300);
            QVERIFY(panel->height() >= 250);
        }
        QVERIFY(view().grid().isVisible());
    }

    void it_is_painted_in_both_palettes() {
        for (const auto& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            show({figures({report_pipeline(), suite(), agents()})});
            const QImage image = view().grab().toImage();
            QCOMPARE(image.pixelColor(2, 2), palette.color(QPalette::Window));
        }
    }

    void pictures_and_csv_are_written() {
        show({figures({report_pipeline(), suite(), agents()})});
        for (const auto& [format, name] : {std::pair{export_format::png, "f.png"}, std::pair{export_format::svg, "f.svg"},
                                           std::pair{export_format::pdf, "f.pdf"}, std::pair{export_format::csv, "f.csv"}}) {
            const QString file = settings_->path(QLatin1String(name));
            const auto saved = page_->save(format, file, {QSize(800, 600), 1, theme_choice::light});
            QVERIFY2(saved, saved ? "" : saved.error().text().c_str());
            QVERIFY(QFileInfo(file).size() > 200);
        }
        QFile csv(settings_->path(QStringLiteral("f.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), 1 + 6 + 3 + 6);
    }

    void a_load_in_phases_is_read_from_its_run_and_written() {
        auto run = test::made_up_run({}, 520);
        run.summary.kind = "phases";
        run.plan = {{"sweeplab", 1},
                    {"workload",
                     {{"kind", "phases"},
                      {"endpoint", {{"base_url", "simulated"}, {"model", "m"}}},
                      {"prompt", "x"},
                      {"phases",
                       {{{"name", "quiet"}, {"rate", 2}, {"duration_s", 10}},
                        {{"name", "busy"}, {"rate", 100}, {"duration_s", 5}}}}}}};
        run.trials = {load_trial_of(2), stopped_load(2, 2)};
        page_->show();
        page_->show_runs({loaded(run)});
        QVERIFY(settled(*page_));
        QVERIFY(page_->has_something());
        QVERIFY2(view().headline().contains(QStringLiteral("With 2 workers")), qPrintable(view().headline()));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("1 of 2 trials stopped early")) ||
                visible_text(*page_).contains(QStringLiteral("Stopped early (2 workers")));
        QCOMPARE(view().chart().loads.size(), 1U);
        QCOMPARE(view().chart().loads.front()->course->decisions.size(), 3U);
        for (const auto& [format, name] : {std::pair{export_format::png, "l.png"}, std::pair{export_format::csv, "l.csv"}}) {
            const auto saved =
                page_->save(format, settings_->path(QLatin1String(name)), {QSize(640, 300), 1, theme_choice::dark});
            QVERIFY2(saved, saved ? "" : saved.error().text().c_str());
        }
        QVERIFY(QImage(settings_->path(QStringLiteral("l.png"))).height() >= 300);
        QFile csv(settings_->path(QStringLiteral("l.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), 1 + 2);
    }

    void what_a_kernel_says_of_its_verification_is_found() {
        QCOMPARE(verified_in("sqrt: 3 G operations/s\nVerified: the sum agrees\nA remark\n"),
                 QStringLiteral("the sum agrees"));
        QCOMPARE(verified_in("sqrt: 3 G operations/s\n"), QString());
    }

private:
    figure_view& view() { return page_->view(); }
    void show(std::vector<figure_run> runs) {
        page_->show();
        view().set_runs(std::move(runs));
        QCoreApplication::processEvents();
    }

    std::unique_ptr<fresh_settings> settings_;
    std::unique_ptr<figures_page> page_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_figures_page)
#include "test_figures_page.moc"
