// The audit of a published table in the window: findings with their cells, the lines they stand on, copies, faults.
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>

#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/audit/audit_tree.h"
#include "widgets/audit/source_view.h"
#include "widgets/dialogs/audit_dialog.h"
#include "widgets/models/audit_words.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr int patience = 60'000;
const std::string published = SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/";

struct open_dialog {
    session_bridge bridge;
    std::unique_ptr<audit_dialog> dialog;

    open_dialog() {
        bridge.attach(std::make_unique<fake_session>());
        dialog = std::make_unique<audit_dialog>(bridge);
        dialog->show();
    }
    void audit_file(const std::string& file) {
        dialog->audit_file(file);
        wait();
    }
    void audit_text(const char* text) {
        dialog->audit_text("Pasted text", std::make_shared<const std::string>(text));
        wait();
    }
    void wait() {
        QVERIFY(QTest::qWaitFor([this] { return !dialog->busy(); }, patience));
    }
    audit_tree* tree() { return dialog->findChild<audit_tree*>(); }
    source_view* source() { return dialog->findChild<source_view*>(); }
    QPushButton* button(const char* text) {
        for (auto* one : dialog->findChildren<QPushButton*>())
            if (one->text().remove('&') == QString::fromUtf8(text)) return one;
        return nullptr;
    }
    QString labels() {
        QStringList texts;
        for (const auto* label : dialog->findChildren<QLabel*>())
            if (label->isVisible()) texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }
};

}  // namespace

class test_audit_dialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asks_for_a_table_first() {
        open_dialog f;
        QVERIFY(f.labels().contains("Does a published table hold together?"));
        QVERIFY(!f.tree()->isVisible());
        QVERIFY(!f.button("Copy as Markdown")->isEnabled());
        QVERIFY(!f.button("Save as JSON…")->isEnabled());
        QVERIFY(f.button("Choose file…")->isDefault());
    }

    void findings_come_by_weight_with_their_cells() {
        open_dialog f;
        f.audit_file(published + "native_suite_claims.csv");
        QVERIFY2(f.labels().contains("4 contradictions, 2 doubts, 3 confirmed; "), qPrintable(f.labels()));
        QCOMPARE(f.tree()->topLevelItemCount(), 3);
        QCOMPARE(f.tree()->topLevelItem(0)->text(0), QStringLiteral("✕  4 contradictions"));
        QCOMPARE(f.tree()->topLevelItem(1)->text(0), QStringLiteral("?  2 doubts"));
        QCOMPARE(f.tree()->topLevelItem(2)->text(0), QStringLiteral("✓  3 confirmed"));
        const auto* first = f.tree()->topLevelItem(0)->child(0);
        QVERIFY(first->text(0).contains("7.66 us cannot hold the 5.00 ms"));
        QVERIFY(first->isExpanded());
        QCOMPARE(first->childCount(), 2);
        QVERIFY(first->child(0)->text(0).startsWith("line 9, value: 130e3"));
    }

    void long_words_are_shown_whole() {
        open_dialog f;
        f.audit_file(published + "native_suite_claims.csv");
        auto* long_one = f.tree()->topLevelItem(0)->child(1);
        const auto lines = [&] {
            return f.tree()->visualItemRect(long_one).height() / f.tree()->fontMetrics().lineSpacing();
        };
        auto* halves = f.dialog->findChild<QSplitter*>();
        halves->setSizes({700, 220});
        QTRY_VERIFY(lines() == 2 || lines() == 3);
        halves->setSizes({220, 700});
        QTRY_VERIFY(lines() > 3);
    }

    void the_cited_lines_are_marked_in_the_text() {
        open_dialog f;
        f.audit_file(published + "native_suite_claims.csv");
        const auto* first = f.tree()->topLevelItem(0)->child(0);
        QCOMPARE(f.tree()->currentItem(), first);
        const auto marked = [&](std::size_t i) {
            const auto line = f.source()->cited().at(i).line;
            return f.source()->toPlainText().mid(line.start, line.length);
        };
        QCOMPARE(f.source()->cited().size(), std::size_t{2});
        QVERIFY(marked(0).startsWith("network_simulated_5ms"));
        QVERIFY(marked(1).startsWith("network_simulated_average_response"));
        QTest::keyClick(f.tree(), Qt::Key_Down);  // to the first cell
        QCOMPARE(f.source()->cited().size(), std::size_t{1});
        QVERIFY(f.source()->extraSelections().size() >= 1);
        QTest::keyClick(f.tree(), Qt::Key_Home);  // a group cites nothing
        QVERIFY(f.source()->cited().empty());
    }

    void json_pointers_are_found_in_the_text() {
        open_dialog f;
        f.audit_file(published + "report_pipeline.json");
        QVERIFY(f.labels().contains("1 contradiction, 4 doubts, 2 confirmed"));
        const auto cited = f.source()->cited();
        QCOMPARE(cited.size(), std::size_t{3});
        QCOMPARE(f.source()->toPlainText().mid(cited[0].line.start, cited[0].line.length), QStringLiteral("\"same\""));
    }

    void pasted_markdown() {
        open_dialog f;
        QApplication::clipboard()->setText(
            "| Workers | Time (s) | Speedup |\n|--:|--:|--:|\n| 1 | 10 | 1.0 |\n| 2 | 5 | 3.0 |\n");
        f.button("Paste from clipboard")->click();
        f.wait();
        QVERIFY2(f.labels().contains("1 contradiction"), qPrintable(f.labels()));
        QVERIFY(f.labels().contains("Pasted text"));
    }

    void an_empty_clipboard_is_said() {
        open_dialog f;
        QApplication::clipboard()->clear();
        f.button("Paste from clipboard")->click();
        QVERIFY(f.labels().contains("The clipboard holds no text"));
    }

    void tables_without_anything_to_check_are_said() {
        open_dialog f;
        f.audit_text("name,colour\na,red\nb,green\n");
        QVERIFY2(f.labels().contains("No number was read"), qPrintable(f.labels()));
        QVERIFY(!f.tree()->isVisible());
        f.audit_text("name,weight\na,1\nb,20\n");
        QVERIFY2(f.labels().contains("2 numbers read, and nothing that could be done again"), qPrintable(f.labels()));
    }

    void faults_are_said_in_words() {
        open_dialog f;
        f.audit_file("/no/such/table.csv");
        QVERIFY(f.labels().contains("table.csv cannot be audited"));
        QVERIFY(f.labels().contains("there is no such file"));
        QVERIFY(!f.button("Copy as Markdown")->isEnabled());
        f.audit_text("");
        QVERIFY(f.labels().contains("Pasted text cannot be audited"));
        f.audit_text("{\"claims\": [{\"a\": 1");
        QVERIFY(f.labels().contains("Pasted text cannot be audited"));
        f.audit_file("/dev/zero");
        QVERIFY(f.labels().contains("a device, not a file"));
        // And the next one is audited all the same.
        f.audit_file(published + "worker_benchmark.csv");
        QVERIFY2(f.labels().contains("1 note, 4 confirmed"), qPrintable(f.labels()));
    }

    void what_stands_in_the_table_stays_text() {
        open_dialog f;
        f.audit_text("<b>name</b>,workers,time_s,speedup\n<i>a</i>,1,10,1.0\n<img src=x>,2,5,3.0\n");
        QVERIFY(f.tree()->topLevelItem(0)->child(0)->text(0).contains("<img src=x>"));
        for (const auto* label : f.dialog->findChildren<QLabel*>()) QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(f.dialog->as_markdown().contains("\\<img src=x\\>"));
        QVERIFY(!f.dialog->as_markdown().contains(" <img"));
    }

    void findings_are_copied_and_saved() {
        open_dialog f;
        f.audit_file(published + "worker_benchmark.csv");
        f.button("Copy as Markdown")->click();
        const QString copied = QApplication::clipboard()->text();
        QVERIFY(copied.startsWith("# Audit of worker\\_benchmark.csv\n"));
        QVERIFY(copied.contains("## ✓ 4 confirmed"));
        QVERIFY(copied.contains("- Speedup is T(1) / T(N), in all 5 rows"));
        QVERIFY(copied.contains("  - line 4, speedup: 2.92"));
        const QString file = settings_.path("audit.json");
        QVERIFY(f.dialog->save_json(file.toStdString()));
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const auto document = json::parse(saved.readAll().toStdString());
        QCOMPARE(document.at("contradicted").get<bool>(), false);
        QCOMPARE(document.at("findings").size(), std::size_t{5});
        QVERIFY(!f.dialog->save_json("/proc/no/such/audit.json"));
    }

    void closing_while_it_is_read_drops_the_answer() {
        open_dialog f;
        f.dialog->audit_file(published + "worker_benchmark.csv");
        f.dialog.reset();
        QVERIFY(QTest::qWaitFor([&] { return f.bridge.pending() == 0; }, patience));
    }

private:
    fresh_settings settings_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_audit_dialog)
#include "test_audit_dialog.moc"
