// Files on their way into the library, in the window: dropped, pasted or opened, shown before anything is stored, then
// stored whole or not at all.
#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStatusBar>
#include <QTimer>

#include "app/desktop/main_window.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/dialogs/audit_dialog.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/imports/import_list.h"
#include "widgets/panels/drop_hint.h"
#include "widgets/panels/live_panel.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr int patience = 60'000;
const QString fixtures = QStringLiteral(SWEEPLAB_SOURCE_DIR "/tests/fixtures/imports/");
const QString plan_file = QStringLiteral(SWEEPLAB_SOURCE_DIR "/resources/plans/worker_benchmark.json");

struct open_window {
    theme look{theme_choice::light};
    std::unique_ptr<main_window> window = std::make_unique<main_window>(look);
    fake_session* session = nullptr;

    open_window() {
        auto made = std::make_unique<fake_session>();
        session = made.get();
        session->library.runs = {example_run(1, "before")};
        window->resize(1280, 800);
        window->show();
        window->attach(std::move(made));
        settle();
    }
    void settle() {
        QVERIFY(QTest::qWaitFor([this] { return window->settled(); }, patience));
    }
    import_dialog* dialog() { return window->imports().dialog(); }
    void wait_for_preview(std::size_t runs) {
        QVERIFY(QTest::qWaitFor(
            [&] { return dialog() && dialog()->isVisible() && !dialog()->reading() && dialog()->run_count() == runs; },
            patience));
    }
    void drop(const QStringList& files) {
        QMimeData held;
        QList<QUrl> urls;
        for (const QString& file : files) urls << QUrl::fromLocalFile(file);
        held.setUrls(urls);
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &held, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QVERIFY(window->findChild<drop_hint*>()->isVisible());
        QDropEvent drop({10, 10}, Qt::CopyAction, &held, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &drop);
        QVERIFY(!window->findChild<drop_hint*>()->isVisible());
    }
    QPushButton* button(QDialog* in, const char* begins) {
        for (auto* one : in->findChildren<QPushButton*>())
            if (one->text().remove('&').startsWith(QLatin1String(begins))) return one;
        return nullptr;
    }
    std::size_t stored() {
        const std::lock_guard lock(session->library.mutex);
        return session->library.runs.size();
    }
    QStringList messages() {
        QStringList all;
        const auto& model = window->live().messages();
        for (int i = 0; i < model.rowCount(); ++i) all << model.data(model.index(i), Qt::DisplayRole).toString();
        return all;
    }
};

// Presses OK on the next message box and keeps what it said.
void answer_next_box(QString& text) {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, &text] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box) return;
        text = box->text() + QLatin1Char('\n') + box->informativeText();
        timer->deleteLater();
        box->button(QMessageBox::Ok)->click();
    });
    timer->start(10);
}

}  // namespace

class test_window_import : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void what_is_dropped_is_shown_stored_and_ticked() {
        open_window f;
        f.drop({fixtures + "guidellm_benchmarks.json", fixtures + "vllm_rate.json"});
        f.wait_for_preview(1);
        QCOMPARE(f.stored(), std::size_t{1});
        QTest::mouseClick(f.button(f.dialog(), "Import 1 run"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(f.window->library().is_ticked({2}), patience);
        QVERIFY(f.window->library().is_ticked({1}));
        QVERIFY(f.window->statusBar()->currentMessage().startsWith("1 run imported from guidellm_benchmarks.json"));
        QVERIFY(f.window->live().log_shown());
        QVERIFY(f.messages().join('\n').contains("/config/backend/api_key: left out, since it may hold a key"));
        QVERIFY(!f.dialog());
    }

    void cancel_stores_nothing() {
        open_window f;
        f.drop({fixtures + "hyperfine.json"});
        f.wait_for_preview(1);
        QTest::keyClick(f.dialog(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!f.dialog(), patience);
        f.settle();
        QCOMPARE(f.stored(), std::size_t{1});
        QVERIFY(f.messages().isEmpty());
    }

    void a_second_drop_goes_into_the_same_preview() {
        open_window f;
        f.drop({fixtures + "vllm_c1.json"});
        f.wait_for_preview(1);
        auto* first = f.dialog();
        f.drop({fixtures + "vllm_c4.json", fixtures + "vllm_c1.json"});
        f.wait_for_preview(2);
        QCOMPARE(f.dialog(), first);
        QTest::mouseClick(f.button(f.dialog(), "Import 2 runs"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(f.stored(), std::size_t{3}, patience);
        // And one after that into a preview of its own.
        f.drop({fixtures + "hyperfine.json"});
        f.wait_for_preview(1);
        QVERIFY(f.dialog() != first);
    }

    void what_was_left_out_is_not_stored() {
        open_window f;
        f.drop({fixtures + "vllm_c1.json", fixtures + "vllm_c4.json"});
        f.wait_for_preview(2);
        f.dialog()->findChild<import_list*>()->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        QTest::mouseClick(f.button(f.dialog(), "Import 1 run"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(f.stored(), std::size_t{2}, patience);
        QCOMPARE(f.session->library.runs.front().summary.name, std::string("vllm_c4"));
    }

    void plans_are_opened_as_plans() {
        open_window f;
        f.drop({plan_file, fixtures + "hyperfine.json"});
        QTRY_VERIFY_WITH_TIMEOUT(f.window->draft().source().file.filename() == "worker_benchmark.json", patience);
        f.wait_for_preview(1);
        QCOMPARE(f.dialog()->findChild<import_list*>()->topLevelItemCount(), 1);
        f.dialog()->reject();
        f.drop({plan_file});
        f.settle();
        QVERIFY(!f.dialog() || !f.dialog()->isVisible());
    }

    void what_cannot_be_read_is_said_there() {
        open_window f;
        f.window->open_files({QStringLiteral("/nowhere/odd.txt")});
        f.wait_for_preview(0);
        QVERIFY(!f.button(f.dialog(), "Import")->isEnabled());
        QCOMPARE(f.dialog()->faults().size(), std::size_t{1});
    }

    void what_cannot_be_stored_is_said() {
        open_window f;
        f.drop({fixtures + "vllm_c1.json", fixtures + "vllm_c4.json"});
        f.wait_for_preview(2);
        {
            const std::lock_guard lock(f.session->library.mutex);
            f.session->library.refuses_runs = error{error_kind::io, "the disk is full", "/nowhere/runs.db", ""};
        }
        QString said;
        answer_next_box(said);
        QTest::mouseClick(f.button(f.dialog(), "Import 2 runs"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(said.contains("the disk is full"), patience);
        QVERIFY(said.contains("none of them was stored"));
        QCOMPARE(f.stored(), std::size_t{1});
    }

    void the_clipboard_is_pasted() {
        open_window f;
        QApplication::clipboard()->setText("| Workers | Time (s) |\n|--:|--:|\n| 1 | 10 |\n| 2 | 6 |\n");
        f.window->actions().paste_runs->trigger();
        f.wait_for_preview(1);
        QTest::keyClick(f.dialog(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(f.window->library().is_ticked({2}), patience);
    }

    void a_table_can_be_audited() {
        open_window f;
        f.window->actions().audit->trigger();
        auto* dialog = f.window->findChild<audit_dialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    // For pictures made without a person.
    void without_a_person_files_come_in_at_once() {
        open_window f;
        f.window->ask_about_failures(false);
        f.window->open_files({fixtures + "vllm_c1.json", fixtures + "hyperfine.json"});
        f.settle();
        QTRY_COMPARE_WITH_TIMEOUT(f.stored(), std::size_t{3}, patience);
        QVERIFY(!f.dialog());
    }

    void closing_with_a_preview_open_waits_for_nothing() {
        open_window f;
        f.drop({fixtures + "guidellm_benchmarks.json"});
        f.window.reset();
    }

private:
    fresh_settings settings_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_window_import)
#include "test_window_import.moc"
