// The window on the real engine: a sweep of real commands and one against the simulated endpoint, each from the press
// of Run to a stored run with a curve; stopping and resuming; libraries that cannot be opened; two windows on one library.
#include <QFile>
#include <QListView>
#include <QMessageBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTimer>

#include "app/desktop/headless.h"
#include "app/desktop/main_window.h"
#include "tests/support/temporary_folder.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/compare/ratio_panel.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/dialogs/in_turn_dialog.h"
#include "widgets/panels/compare_page.h"
#include "widgets/panels/live_panel.h"
#include "widgets/panels/run_list_panel.h"
#include "widgets/panels/sweep_bar.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr int patience = 120'000;

json command_plan(const json& argv, std::vector<int> workers, int items) {
    return {{"sweeplab", 1},
            {"name", "commands"},
            {"workload",
             {{"kind", "command"},
              {"mode", "per_item"},
              {"argv", argv},
              {"items", {{"made_up", {{"count", items}, {"words", 1}, {"seed", 1}}}}}}},
            {"sweep", {{"workers", workers}}}};
}

json simulated_plan() {
    return {{"sweeplab", 1},
            {"name", "simulated"},
            {"workload",
             {{"kind", "llm"},
              {"endpoint", {{"base_url", "simulated"}, {"model", "sim-small"}}},
              {"max_tokens", 4},
              {"items", {{"made_up", {{"count", 8}, {"words", 3}, {"seed", 1}}}}}}},
            {"sweep", {{"workers", {1, 2, 4, 8}}}}};
}

struct real_window {
    theme look{theme_choice::light};
    main_window window{look};

    explicit real_window(const std::filesystem::path& database) {
        window.ask_about_failures(false);
        window.resize(1280, 800);
        window.show();
        window.open_library(database);
        settle();
    }
    void settle() {
        QVERIFY(QTest::qWaitFor([this] { return window.settled() && window.draft().host(); }, patience));
    }
    void run(const json& plan) {
        window.draft().set_plan({plan, "/tmp", {}, true});
        QVERIFY2(window.draft().ready(), window.draft().checked() ? "" : window.draft().checked().error().text().c_str());
        window.actions().run->trigger();
        QVERIFY(window.control().busy());
    }
    void wait_for_end() {
        QVERIFY(QTest::qWaitFor([this] { return !window.control().busy(); }, patience));
        settle();
    }
    const run_summary& newest() { return window.library().runs().front(); }
};

}  // namespace

class test_window_end_to_end : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void real_commands_end_in_a_stored_run_with_a_curve() {
        temporary_folder folder;
        {
            real_window f(folder / "runs.db");
            f.run(command_plan({"true"}, {1, 2, 4, 8}, 8));
            f.wait_for_end();
            QVERIFY(f.newest().state == run_state::complete);
            QVERIFY(f.window.library().is_ticked(f.newest().id));
            QTRY_COMPARE_WITH_TIMEOUT(f.window.library().shown().back()->curve.points.size(), std::size_t{4}, patience);
            f.window.close();
        }
        real_window again(folder / "runs.db");
        QCOMPARE(again.newest().name, std::string("commands"));
        QVERIFY(again.window.library().is_ticked(again.newest().id));
        QTRY_COMPARE_WITH_TIMEOUT(again.window.library().shown().back()->curve.points.size(), std::size_t{4}, patience);
    }

    void the_simulated_endpoint_is_marked_as_such() {
        temporary_folder folder;
        real_window f(folder / "runs.db");
        f.run(simulated_plan());
        f.wait_for_end();
        QVERIFY2(f.newest().state == run_state::complete, qPrintable(headline_of(f.window.control().state(), false)));
        QVERIFY(f.newest().simulated);
        QTRY_COMPARE_WITH_TIMEOUT(f.window.library().shown().back()->curve.points.size(), std::size_t{4}, patience);
        QVERIFY(f.window.library().shown().back()->curve.simulated);
    }

    void a_stopped_sweep_is_resumed() {
        temporary_folder folder;
        real_window f(folder / "runs.db");
        const std::string wait_for_file = "test -e '" + (folder / "go").string() + "' || sleep 1000";
        f.run(command_plan({"sh", "-c", wait_for_file}, {1, 2}, 2));
        QTRY_VERIFY_WITH_TIMEOUT(f.window.control().state().progress.jobs_running > 0, patience);
        f.window.actions().stop->trigger();
        f.wait_for_end();
        QVERIFY(f.newest().state == run_state::cancelled);
        QFile go(QString::fromStdString((folder / "go").string()));
        QVERIFY(go.open(QIODevice::WriteOnly));
        f.window.runs().select(f.newest().id);
        QVERIFY(f.window.actions().resume->isEnabled());
        f.window.actions().resume->trigger();
        QVERIFY(f.window.control().busy());
        f.wait_for_end();
        QTRY_VERIFY_WITH_TIMEOUT(f.newest().state == run_state::complete, patience);
        QVERIFY(!f.window.actions().resume->isEnabled());
    }

    void two_in_turn_become_two_runs_that_are_compared() {
        temporary_folder folder;
        real_window f(folder / "runs.db");
        f.window.draft().set_plan({command_plan({"true"}, {1, 2}, 2), "/tmp", {}, true});
        QTimer::singleShot(0, &f.window, [&f] {
            auto* dialog = f.window.findChild<in_turn_dialog*>();
            QVERIFY(dialog);
            dialog->b().set_changes("/workload/argv/0=sleep\n/workload/argv/1=\"0.01\"");
            dialog->findChild<QSpinBox*>()->setValue(2);
            dialog->accept();
        });
        f.window.actions().in_turn->trigger();
        QVERIFY(f.window.control().busy());
        QVERIFY(!f.window.actions().in_turn->isEnabled());
        f.wait_for_end();
        QTRY_COMPARE_WITH_TIMEOUT(f.window.library().shown().size(), std::size_t{2}, patience);
        for (const auto& run : f.window.library().shown()) {
            QCOMPARE(run->record.summary.state, run_state::complete);
            QCOMPARE(run->record.summary.trials_complete, 4);
        }
        auto* compared = f.window.findChild<compare_page*>();
        QVERIFY(compared && compared->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(compared->settled() && compared->view().ratios().isVisible(), patience);
    }

    void closing_ends_a_sweep_that_would_last() {
        temporary_folder folder;
        {
            real_window f(folder / "runs.db");
            f.run(command_plan({"sleep", "1000"}, {1}, 1));
            QTRY_VERIFY_WITH_TIMEOUT(f.window.control().state().busy(), patience);
        }
        real_window again(folder / "runs.db");
        QVERIFY(again.newest().state == run_state::cancelled || again.newest().state == run_state::interrupted);
    }

    void a_missing_command_saves_no_success() {
        temporary_folder folder;
        real_window f(folder / "runs.db");
        f.run(command_plan({"/no/such/command"}, {1}, 1));
        QTRY_VERIFY_WITH_TIMEOUT(!f.window.control().busy(), patience);
        f.settle();
        QVERIFY(f.window.live().messages().rowCount() > 0);
        for (const run_summary& run : f.window.library().runs())
            QVERIFY(run.name != "commands" || run.trials_complete == 0 || run.state == run_state::failed);
        for (QWidget* box : QApplication::topLevelWidgets())
            if (auto* message = qobject_cast<QMessageBox*>(box)) message->close();
    }

    void two_windows_share_a_library() {
        temporary_folder folder;
        real_window first(folder / "runs.db");
        real_window second(folder / "runs.db");
        first.run(command_plan({"true"}, {1, 2}, 2));
        first.wait_for_end();
        second.window.library().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(second.newest().name, std::string("commands"), patience);
        second.window.library().rename(second.newest().id, "renamed elsewhere");
        second.settle();
        first.window.library().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(first.newest().name, std::string("renamed elsewhere"), patience);
    }

    void a_csv_is_imported_and_drawn() {
        temporary_folder folder;
        const auto csv = folder.write("times.csv", "workers,time_s,host\n1,10,laptop\n2,6,laptop\n4,4,laptop\n");
        real_window f(folder / "runs.db");
        f.window.ask_about_failures(true);
        const auto before = f.window.library().runs().size();
        f.window.open_files({QString::fromStdString(csv.string())});
        QTRY_VERIFY_WITH_TIMEOUT(f.window.imports().dialog() && f.window.imports().dialog()->run_count() == 1, patience);
        f.settle();
        QCOMPARE(f.window.library().runs().size(), before);  // the preview stores nothing
        QTest::keyClick(f.window.imports().dialog(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(
            !f.window.library().shown().empty() && f.window.library().shown().back()->curve.points.size() == 3, patience);
        QVERIFY(f.newest().origin == run_origin::imported);
    }

    void libraries_that_cannot_be_opened_are_left_alone_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("not a database") << "text.db" << QByteArray(4096, 'x');
        QTest::newRow("a missing folder that cannot be made") << "file.txt/inside/runs.db" << QByteArray();
    }
    void libraries_that_cannot_be_opened_are_left_alone() {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        temporary_folder folder;
        folder.write("file.txt", "a file, no folder");
        const auto database = folder.path() / name.toStdString();
        if (!content.isEmpty()) folder.write(name.toStdString(), content.toStdString());
        theme look(theme_choice::light);
        main_window window(look);
        window.ask_about_failures(false);
        window.show();
        error said;
        bool failed = false;
        connect(&window, &main_window::library_failed, this, [&](const error& why) {
            said = why;
            failed = true;
        });
        window.open_library(database);
        QTRY_VERIFY_WITH_TIMEOUT(failed, patience);
        QVERIFY(!said.message.empty());
        QVERIFY(!window.actions().run->isEnabled());
        if (!content.isEmpty()) {
            QFile after(QString::fromStdString(database.string()));
            QVERIFY(after.open(QIODevice::ReadOnly));
            QCOMPARE(after.readAll(), content);
        }
        window.open_library(folder / "good.db");  // another file works at once
        QTRY_VERIFY_WITH_TIMEOUT(window.settled(), patience);
    }

    void charts_and_pictures_without_a_window() {
        temporary_folder folder;
        desktop_options options;
        options.database = folder / "runs.db";
        {
            real_window f(options.database);
            f.run(command_plan({"true"}, {1, 2}, 2));
            f.wait_for_end();
        }
        options.chart_run = 0;
        for (const char* ending : {"png", "svg", "pdf", "csv"}) {
            options.chart_file = QString::fromStdString((folder / "chart.").string()) + ending;
            const auto written = export_chart(options, theme_choice::dark);
            QVERIFY2(written.has_value(), written ? "" : written.error().text().c_str());
            QVERIFY(QFile(options.chart_file).size() > 0);
        }
        options.chart_file = QStringLiteral("chart.doc");
        QVERIFY(!export_chart(options, theme_choice::light));
        options.chart_run = 12345;
        options.chart_file = QString::fromStdString((folder / "none.png").string());
        QVERIFY(!export_chart(options, theme_choice::light));
        QVERIFY(!QFile::exists(options.chart_file));

        theme look(theme_choice::light);
        options.screenshot = QString::fromStdString((folder / "window.png").string());
        options.screenshot_size = {1100, 760};
        const auto taken = take_screenshot(options, look);
        QVERIFY2(taken.has_value(), taken ? "" : taken.error().text().c_str());
        QCOMPARE(QImage(options.screenshot).size(), QSize(1100, 760));
        options.database = folder / "chart.png";
        QVERIFY(!take_screenshot(options, look));
    }

private:
    fresh_settings settings_;
};

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setFont(QFont("DejaVu Sans", 9));
    qputenv("SWEEPLAB_RESOURCES", SWEEPLAB_SOURCE_DIR "/resources");
    test_window_end_to_end tests;
    return QTest::qExec(&tests, argc, argv);
}
#include "test_window_end_to_end.moc"
