// The import's preview: what comes in and what cannot, file by file; ticking, joining, pasting; and what is chosen then.
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include "engine/session/keep_runs.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/audit/audit_tree.h"
#include "widgets/dialogs/audit_dialog.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/imports/import_list.h"
#include "widgets/imports/join_offer.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr int patience = 60'000;
const QString fixtures = QStringLiteral(SWEEPLAB_SOURCE_DIR "/tests/fixtures/imports/");

struct open_dialog {
    session_bridge bridge;
    std::unique_ptr<import_dialog> dialog;

    open_dialog() {
        bridge.attach(std::make_unique<fake_session>());
        dialog = std::make_unique<import_dialog>(bridge);
        dialog->show();
    }
    void add(const QStringList& files) {
        dialog->add_files(files);
        wait();
    }
    void paste(const QString& text) {
        QApplication::clipboard()->setText(text);
        button("Paste from clipboard")->click();
        wait();
    }
    void wait() {
        QVERIFY(QTest::qWaitFor([this] { return !dialog->reading(); }, patience));
    }
    import_list* list() { return dialog->findChild<import_list*>(); }
    join_offer* join() { return dialog->findChild<join_offer*>(); }
    QPushButton* button(const QString& text) {
        for (auto* one : dialog->findChildren<QPushButton*>())
            if (one->text().remove('&') == text) return one;
        return nullptr;
    }
    QPushButton* import_button() {
        for (auto* one : dialog->findChildren<QPushButton*>())
            if (one->text().remove('&').startsWith(QLatin1String("Import"))) return one;
        return nullptr;
    }
    // All that is seen of the current file, and around it.
    QString labels() {
        QStringList texts;
        for (const auto* label : dialog->findChildren<QLabel*>())
            if (label->isVisible()) texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }
    void tick(int file, int run, bool on) {
        auto* row = list()->topLevelItem(file);
        (run < 0 ? row : row->child(run))->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
    }
    std::vector<run_record> runs() { return runs_of(dialog->chosen()); }
};

}  // namespace

class test_import_dialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void begins_empty() {
        open_dialog f;
        QVERIFY(f.labels().contains("Nothing to import yet"));
        QCOMPARE(f.import_button()->text().remove('&'), QStringLiteral("Import"));
        QVERIFY(!f.import_button()->isEnabled());
        QVERIFY(f.import_button()->isDefault());
    }

    void a_small_table_shows_what_it_holds() {
        open_dialog f;
        const QString file = write("times.csv", "workers,time_s,host\n1,10,laptop\n2,6,laptop\n4,4,laptop\n");
        f.add({file});
        QVERIFY(f.labels().contains("1 run can come in"));
        QCOMPARE(f.import_button()->text().remove('&'), QStringLiteral("Import 1 run"));
        QVERIFY(f.import_button()->isEnabled());
        QCOMPARE(f.list()->topLevelItem(0)->child(0)->text(1), QStringLiteral("1, 2, 4"));
        QCOMPARE(f.list()->topLevelItem(0)->child(0)->text(2), QStringLiteral("3"));
        QCOMPARE(f.runs().size(), std::size_t{1});
        QCOMPARE(f.runs().front().trials.size(), std::size_t{3});
    }

    void the_dialog_is_there_before_the_files_are_read() {
        open_dialog f;
        f.dialog->add_files({fixtures + "guidellm_benchmarks.json", fixtures + "hyperfine.json"});
        QVERIFY(f.dialog->reading());
        QVERIFY(f.labels().contains("Reading 2 files…"));
        QVERIFY(!f.import_button()->isEnabled());
        f.wait();
        QVERIFY(f.labels().contains("2 runs can come in"));
    }

    void what_a_tool_measured_is_told_apart() {
        open_dialog f;
        f.add({fixtures + "guidellm_benchmarks.json"});
        const QString seen = f.labels();
        QVERIFY(seen.contains("GuideLLM 0.7.1"));
        QVERIFY(seen.contains("Comes in as measured here"));
        QVERIFY(seen.contains("streams as the worker count"));
        QVERIFY(seen.contains("Kept as the tool's own figures, apart from ours"));
        QVERIFY2(seen.contains("guidellm.request_latency (mean, median, std_dev, min, max, p90, p95, p99), s, 16 values: "
                               "request end − request start"),
                 qPrintable(seen));
        QVERIFY(seen.contains("/benchmarks/2: the strategy constant"));
        QVERIFY(f.list()->topLevelItem(0)->text(4).contains("1 key dropped · 2 left out"));
        QVERIFY(f.dialog->notices().contains(
            "guidellm_benchmarks.json: /config/backend/api_key: left out, since it may hold a key"));
    }

    void a_dropped_key_is_named_by_its_path_only() {
        open_dialog f;
        f.add({fixtures + "aiperf_c10.json"});
        QVERIFY(f.labels().contains("Dropped, since it may hold a key"));
        QVERIFY(f.labels().contains("/input_config/endpoint/api_key"));
        QFile file(fixtures + "aiperf_c10.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto whole = json::parse(file.readAll().toStdString());
        const QString key = QString::fromStdString(whole.at("input_config").at("endpoint").at("api_key").get<std::string>());
        QVERIFY(key.size() > 3);
        QVERIFY(!f.labels().contains(key));
        QVERIFY(!f.dialog->notices().join(' ').contains(key));
    }

    void a_bad_file_does_not_stop_the_others() {
        open_dialog f;
        f.add({fixtures + "hyperfine.json", write("cut.json", "{\"benchmarks\": [{\"metrics\": {\"request_lat"),
               fixtures + "vllm_rate.json", write("newer.json", "{\"sweeplab_run\": 99, \"runs\": []}"),
               "/no/such/file.csv"});
        QVERIFY2(f.labels().contains("1 run can come in; 4 files cannot be read"), qPrintable(f.labels()));
        QCOMPARE(f.import_button()->text().remove('&'), QStringLiteral("Import 1 run"));
        QStringList faults;
        for (int i = 1; i < 5; ++i) {
            QVERIFY(f.list()->topLevelItem(i)->text(4).contains("cannot be read"));
            f.list()->setCurrentItem(f.list()->topLevelItem(i));
            faults << f.labels();
        }
        QVERIFY2(faults[0].contains("cut.json"), qPrintable(faults[0]));
        QVERIFY(faults[1].contains("a request rate is no worker count"));
        QVERIFY(faults[1].contains("--max-concurrency"));
        QVERIFY2(faults[2].contains("newer Sweeplab"), qPrintable(faults[2]));
        QVERIFY(faults[3].contains("/no/such/file.csv"));
    }

    void runs_and_files_can_be_left_out() {
        open_dialog f;
        const QString file = write("two.csv", "workers,time_s,run\n1,10,a\n2,6,a\n1,8,b\n2,5,b\n");
        f.add({file, fixtures + "hyperfine.json"});
        QCOMPARE(f.import_button()->text().remove('&'), QStringLiteral("Import 3 runs"));
        f.tick(0, 1, false);
        QCOMPARE(f.import_button()->text().remove('&'), QStringLiteral("Import 2 runs"));
        QCOMPARE(f.list()->topLevelItem(0)->checkState(0), Qt::PartiallyChecked);
        f.tick(1, -1, false);
        QCOMPARE(f.import_button()->text().remove('&'), QStringLiteral("Import 1 run"));
        QCOMPARE(f.runs().front().summary.workers, (std::vector{1, 2}));
        QCOMPARE(f.runs().size(), std::size_t{1});
        f.tick(0, -1, false);
        QVERIFY(!f.import_button()->isEnabled());
        QVERIFY(f.runs().empty());
        f.tick(0, -1, true);
        QCOMPARE(f.runs().size(), std::size_t{2});
    }

    void the_keyboard_is_enough() {
        open_dialog f;
        f.add({fixtures + "hyperfine.json"});
        f.list()->setFocus();
        f.list()->setCurrentItem(f.list()->topLevelItem(0)->child(0));
        QTest::keyClick(f.list(), Qt::Key_Space);
        QCOMPARE(f.list()->topLevelItem(0)->child(0)->checkState(0), Qt::Unchecked);
        QVERIFY(!f.import_button()->isEnabled());
        QTest::keyClick(f.list(), Qt::Key_Space);
        QSignalSpy accepted(f.dialog.get(), &QDialog::accepted);
        QTest::keyClick(f.list(), Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
        QCOMPARE(f.runs().size(), std::size_t{1});
        open_dialog other;
        QSignalSpy rejected(other.dialog.get(), &QDialog::rejected);
        QTest::keyClick(other.dialog.get(), Qt::Key_Escape);
        QCOMPARE(rejected.count(), 1);
    }

    void parts_of_a_sweep_are_put_together() {
        open_dialog f;
        f.add({fixtures + "vllm_c1.json", fixtures + "vllm_c4.json", fixtures + "hyperfine.json"});
        auto* together = f.join()->findChild<QCheckBox*>();
        QVERIFY(f.join()->isVisible());
        QVERIFY(together->text().contains("2 files of vLLM bench serve"));
        QVERIFY(!together->isChecked());
        QCOMPARE(f.dialog->run_count(), std::size_t{3});
        together->click();
        f.wait();
        QVERIFY2(f.labels().contains("One run: 1, 4 workers, 2 trials, 24 requests"), qPrintable(f.labels()));
        QTest::keyClicks(f.join()->findChild<QLineEdit*>(), "both");
        QCOMPARE(f.import_button()->text().remove('&'), QStringLiteral("Import 2 runs"));
        const auto runs = f.runs();
        QCOMPARE(runs.size(), std::size_t{2});
        QCOMPARE(runs[0].summary.name, std::string("both"));
        QCOMPARE(runs[0].summary.workers, (std::vector{1, 4}));
        QCOMPARE(runs[1].summary.name, std::string("hyperfine"));
        // One part alone is nothing to put together.
        f.tick(1, -1, false);
        QVERIFY(!f.join()->isVisible());
        QCOMPARE(f.dialog->run_count(), std::size_t{2});
    }

    void what_cannot_be_put_together_says_why() {
        open_dialog f;
        QFile file(fixtures + "vllm_c4.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto other = json::parse(file.readAll().toStdString());
        other["model_id"] = "another <b>model</b>";
        f.add({fixtures + "vllm_c1.json", write("other.json", other.dump().c_str())});
        f.join()->findChild<QCheckBox*>()->click();
        f.wait();
        QVERIFY2(f.labels().contains("They cannot be put together."), qPrintable(f.labels()));
        QVERIFY(f.labels().contains("another <b>model</b>"));
        QVERIFY(!f.import_button()->isEnabled());
        f.join()->findChild<QCheckBox*>()->click();
        QCOMPARE(f.import_button()->text().remove('&'), QStringLiteral("Import 2 runs"));
        QVERIFY(f.import_button()->isEnabled());
    }

    void what_is_pasted_comes_in() {
        open_dialog f;
        f.paste("| Workers | Time (s) |\n|--:|--:|\n| 1 | 10 |\n| 2 | 6 |\n");
        QCOMPARE(f.list()->topLevelItem(0)->text(0), QStringLiteral("Pasted text"));
        QVERIFY(f.list()->topLevelItem(0)->text(4).startsWith("Markdown tables"));
        f.paste("workers,time_s\n1,10\n");
        QCOMPARE(f.list()->topLevelItem(1)->text(0), QStringLiteral("Pasted text 2"));
        QCOMPARE(f.dialog->run_count(), std::size_t{2});
        f.paste("not a table at all");
        QVERIFY(f.list()->topLevelItem(2)->text(4).contains("cannot be read"));
        QCOMPARE(f.dialog->run_count(), std::size_t{2});
    }

    void an_empty_clipboard_is_said() {
        open_dialog f;
        f.paste("  \n");
        QVERIFY(f.labels().contains("The clipboard holds no text"));
        QCOMPARE(f.list()->topLevelItemCount(), 0);
    }

    void files_added_twice_are_read_once() {
        open_dialog f;
        f.add({fixtures + "hyperfine.json"});
        f.tick(0, -1, false);
        f.add({fixtures + "hyperfine.json", fixtures + "vllm_c1.json"});
        QCOMPARE(f.list()->topLevelItemCount(), 2);
        QCOMPARE(f.runs().size(), std::size_t{1});  // what was left out stays so
    }

    void names_stay_text() {
        open_dialog f;
        const QString file = write("<b>bold<b>.csv", "workers,time_s,run,<i>x</i>\n1,10,<img src=x>,1\n2,6,<img src=x>,2\n");
        f.add({file});
        QCOMPARE(f.list()->topLevelItem(0)->text(0), QStringLiteral("<b>bold<b>.csv"));
        QVERIFY(f.list()->topLevelItem(0)->child(0)->text(0).contains("<img src=x>"));
        QVERIFY(f.labels().contains("<i>x</i>"));
        for (const auto* label : f.dialog->findChildren<QLabel*>()) QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void a_published_table_can_be_audited() {
        open_dialog f;
        f.add({QStringLiteral(SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/native_suite_claims.csv")});
        auto* audit = f.button("Audit this table…");
        QVERIFY(audit && audit->isVisible());
        audit->click();
        auto* dialog = f.dialog->findChild<audit_dialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<audit_tree*>()->topLevelItemCount() == 3, patience);
        dialog->close();
        f.add({fixtures + "vllm_c1.json"});
        f.list()->setCurrentItem(f.list()->topLevelItem(1));
        QVERIFY(!audit->isVisible());
    }

    void devices_are_refused() {
        open_dialog f;
        f.add({"/dev/zero"});
        QVERIFY(f.labels().contains("a device, not a file"));
    }

    void a_file_that_is_too_large_is_refused_at_once() {
        open_dialog f;
        const QString name = settings_.path("large.csv.json");
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"benchmarks\": ") > 0 && file.resize(qint64{600} << 20));
        file.close();
        f.add({name});
        QVERIFY2(f.labels().contains("has 600 MB"), qPrintable(f.labels()));
        QFile::remove(name);
    }

    void closing_while_files_are_read_waits_for_nothing() {
        open_dialog f;
        f.dialog->add_files({fixtures + "guidellm_benchmarks.json", fixtures + "vllm_c1.json", fixtures + "vllm_c4.json"});
        f.dialog.reset();
        QVERIFY(QTest::qWaitFor([&] { return f.bridge.pending() == 0; }, patience));
    }

private:
    QString write(const QString& name, const char* content) {
        const QString path = settings_.path(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) qFatal("%s cannot be written", qPrintable(path));
        file.write(content);
        return path;
    }

    fresh_settings settings_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_import_dialog)
#include "test_import_dialog.moc"
