// Export, "try one job" and run details: what they give, and what they say when it does not work.
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QUrl>
#include <thread>

#include "engine/workload/workload_kinds.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/dialogs/export_dialog.h"
#include "widgets/dialogs/run_details_dialog.h"
#include "widgets/dialogs/try_job_dialog.h"
#include "widgets/panels/scaling_page.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

loaded_run_ptr loaded(const run_record& record) {
    auto run = std::make_shared<loaded_run>();
    run->record = record;
    run->curve = make_scaling_curve(record);
    run->agreement = check_results_agree(record);
    return run;
}

QString all_labels(const QDialog& dialog) {
    QStringList texts;
    for (const auto* label : dialog.findChildren<QLabel*>()) texts << label->text();
    return texts.join(QLatin1Char('\n'));
}

plan sleeping() {
    return *read_plan({{"sweeplab", 1},
                       {"workload", {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"true"}}, {"items", {"a"}}}},
                       {"sweep", {{"workers", {1}}}}},
                      known_workload_kinds());
}

}  // namespace

class test_dialogs : public QObject {
    Q_OBJECT

public Q_SLOTS:
    // Called by Qt in place of a browser.
    void opened(const QUrl& address) { opened_ << address; }

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void exports_every_format() {
        scaling_page page;
        page.resize(900, 600);
        page.show_runs({loaded(example_run(1, "work", "laptop"))});
        for (const auto& [label, ending, beginning] : {std::tuple{"PNG picture", "png", "\x89PNG"},
                                                       {"SVG drawing", "svg", "<?xml"},
                                                       {"PDF page", "pdf", "%PDF"},
                                                       {"CSV of what is seen", "csv", ""}}) {
            export_dialog dialog(page);
            for (auto* button : dialog.findChildren<QRadioButton*>())
                if (button->text().remove('&') == QLatin1String(label)) button->setChecked(true);
            for (auto* line : dialog.findChildren<QLineEdit*>())
                if (line->accessibleName() == QLatin1String("File")) line->setText(settings_.path("chart.") + ending);
            QSignalSpy accepted(&dialog, &QDialog::accepted);
            dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
            QCOMPARE(accepted.count(), 1);
            QFile file(settings_.path("chart.") + ending);
            QVERIFY2(file.open(QIODevice::ReadOnly), ending);
            QVERIFY2(file.readAll().startsWith(beginning), ending);
        }
        QFile csv(settings_.path("chart.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().trimmed().count('\n'), 3);  // a header and three worker counts
    }

    // A label of several widgets shows its & as it stands unless it says which of them it means.
    void letters_to_press_lead_somewhere() {
        scaling_page page;
        page.show_runs({loaded(example_run(1, "work"))});
        export_dialog dialog(page);
        int with_letter = 0;
        for (const auto* label : dialog.findChildren<QLabel*>()) {
            if (!label->text().contains(QLatin1Char('&'))) continue;
            ++with_letter;
            QVERIFY2(label->buddy(), qPrintable(label->text()));
        }
        QCOMPARE(with_letter, 3);
    }

    void a_picture_has_the_size_that_was_said() {
        scaling_page page;
        page.resize(900, 600);
        page.show_runs({loaded(example_run(1, "work"))});
        export_dialog dialog(page);
        for (auto* box : dialog.findChildren<QSpinBox*>())
            box->setValue(box->accessibleName() == QLatin1String("Width") ? 1000 : 640);
        for (auto* box : dialog.findChildren<QDoubleSpinBox*>()) box->setValue(1.5);
        QVERIFY(all_labels(dialog).contains(QStringLiteral("1500 × 960 pixels")));
        for (auto* line : dialog.findChildren<QLineEdit*>())
            if (line->accessibleName() == QLatin1String("File")) line->setText(settings_.path("sized.png"));
        dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
        QCOMPARE(QImage(settings_.path("sized.png")).size(), QSize(1500, 960));
    }

    void a_file_that_cannot_be_written_is_said() {
        scaling_page page;
        page.show_runs({loaded(example_run(1, "work"))});
        export_dialog dialog(page);
        for (auto* line : dialog.findChildren<QLineEdit*>())
            if (line->accessibleName() == QLatin1String("File")) line->setText("/proc/no/such/folder/chart.png");
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
        QCOMPARE(accepted.count(), 0);
        QVERIFY(all_labels(dialog).contains(QStringLiteral("/proc/no/such/folder")));
    }

    void one_job_shows_its_answer() {
        session_bridge bridge;
        auto made = std::make_unique<fake_session>();
        made->on_try_one_job = [](const plan&, std::function<void(result<trial_job_result>)> done) {
            std::thread([done] {
                trial_job_result answer;
                answer.succeeded = true;
                answer.item_text = "the item";
                answer.span.end_ns = 1'200'000'000;
                answer.span.output = {"forty-two", true};
                answer.span.measured.set(measure::output_tokens, 64);
                answer.span.measured.set(measure::http_status, 200);
                done(answer);
            }).detach();
        };
        bridge.attach(std::move(made));
        try_job_dialog dialog(bridge, sleeping(), "/tmp");
        auto* text = dialog.findChild<QPlainTextEdit*>();
        QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText().contains("forty-two"), 60'000);
        QVERIFY(text->toPlainText().contains("the item"));
        QVERIFY(text->toPlainText().contains("more was written"));
        QVERIFY(all_labels(dialog).contains("The job succeeded"));
        QVERIFY(all_labels(dialog).contains("1.2 s · 64 tokens out · HTTP 200"));
    }

    void one_job_shows_its_error() {
        session_bridge bridge;
        auto made = std::make_unique<fake_session>();
        made->on_try_one_job = [](const plan&, std::function<void(result<trial_job_result>)> done) {
            done(fail(error_kind::not_found, "no such command", "/workload/argv/0"));
        };
        bridge.attach(std::move(made));
        try_job_dialog dialog(bridge, sleeping(), "/tmp");
        QTRY_VERIFY_WITH_TIMEOUT(dialog.findChild<QPlainTextEdit*>()->toPlainText().contains("no such command"), 60'000);
        QVERIFY(all_labels(dialog).contains("could not be run"));
    }

    void an_answer_for_a_closed_dialog_is_dropped() {
        session_bridge bridge;
        auto made = std::make_unique<fake_session>();
        std::function<void(result<trial_job_result>)> late;
        std::atomic<bool> asked = false;
        made->on_try_one_job = [&](const plan&, std::function<void(result<trial_job_result>)> done) {
            late = std::move(done);
            asked = true;
        };
        bridge.attach(std::move(made));
        {
            try_job_dialog dialog(bridge, sleeping(), "/tmp");
            QTRY_VERIFY_WITH_TIMEOUT(asked.load(), 60'000);
        }
        late(trial_job_result{});
        QCoreApplication::processEvents();
    }

    void details_keep_tags_apart() {
        run_summary run = example_run(1, "name").summary;
        run.tags = {"nightly", "gpu"};
        run_details_dialog dialog(run);
        QCOMPARE(dialog.tags(), run.tags);
        for (auto* line : dialog.findChildren<QLineEdit*>())
            if (line->accessibleName() == QLatin1String("Tags")) line->setText(" #a, b b;;a, #");
        QCOMPARE(dialog.tags(), (std::vector<std::string>{"a", "b b"}));
        QCOMPARE(dialog.name(), std::string("name"));
    }

    void links_in_the_notes_are_followed_only_on_a_click() {
        run_summary run = example_run(1, "name").summary;
        run.notes = "See https://example.org/report.";
        run_details_dialog dialog(run, nullptr,
                                  [](run_id other) { return other.value <= 2 ? QStringLiteral("nightly <b>") : QString(); });
        dialog.show();
        QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "opened");
        opened_.clear();
        auto* links = named_label(dialog, "Links in the notes");
        QVERIFY(links->text().contains("https://example.org/report</a>"));
        auto* notes = dialog.findChild<QPlainTextEdit*>();
        notes->moveCursor(QTextCursor::End);
        QTest::keyClicks(notes, " Slower than run 2, #1 and #3");
        QVERIFY(links->text().contains("run 2: nightly &lt;b&gt;"));
        QVERIFY(!links->text().contains("run 1"));  // itself
        QVERIFY(!links->text().contains("run 3"));  // there is none
        QVERIFY(opened_.isEmpty());
        QSignalSpy wanted(&dialog, &run_details_dialog::run_wanted);
        // By keyboard: to the first link, then to the second.
        links->setFocus();
        QTest::keyClick(links, Qt::Key_Tab);
        QTest::keyClick(links, Qt::Key_Return);
        QCOMPARE(opened_, QList<QUrl>{QUrl("https://example.org/report")});
        QVERIFY(dialog.isVisible());
        Q_EMIT links->linkActivated(QStringLiteral("1"));
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.front().front().value<run_id>().value, 2);
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
        QVERIFY(dialog.notes().ends_with("#3"));
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    }

    void notes_without_links_say_so() {
        run_details_dialog dialog(example_run(1, "name").summary);
        QVERIFY(all_labels(dialog).contains("none in the notes"));
        Q_EMIT named_label(dialog, "Links in the notes")->linkActivated(QStringLiteral("7"));
        QVERIFY(dialog.result() == QDialog::Rejected);
    }

private:
    static QLabel* named_label(const QDialog& dialog, const char* name) {
        for (auto* label : dialog.findChildren<QLabel*>())
            if (label->accessibleName() == QLatin1String(name)) return label;
        return nullptr;
    }

    QList<QUrl> opened_;
    fresh_settings settings_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_dialogs)
#include "test_dialogs.moc"
