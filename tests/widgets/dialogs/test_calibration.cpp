// "Calibrate this machine": progress, stopping, refusing while a sweep runs, and where the figures are kept.
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTimer>

#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/dialogs/calibration_dialog.h"
#include "widgets/editors/generator_row.h"
#include "widgets/editors/host_editor.h"
#include "widgets/models/generator_words.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr int patience = 20'000;

generator_limits example_limits() {
    generator_limits limits;
    limits.measured_at = 1'700'000'000'000;
    limits.requests_per_s = 52'345;
    limits.chunks_per_s = 1'300'000;
    limits.streams = 256;
    limits.stamp_error_p99_us = 38.2;
    limits.process_starts_per_s = 812;
    return limits;
}

// A calibration of two steps that waits at each until the test lets it go on.
struct stepwise {
    QSemaphore go;
    std::atomic<int> calls = 0;
    result<generator_limits> answer = example_limits();

    generator_calibration::method method() {
        return [this](const std::function<bool(const std::string&)>& progress) -> result<generator_limits> {
            ++calls;
            for (const char* step : {"requests a second", "process starts a second"}) {
                if (!progress(step)) return fail(error_kind::cancelled, "stopped");
                go.acquire();
            }
            return answer;
        };
    }
};

struct fixture {
    session_bridge bridge;
    fake_session* session;
    fixture() {
        auto made = std::make_unique<fake_session>();
        session = made.get();
        bridge.attach(std::move(made));
    }
};

QPushButton* button_of(const QWidget& top, const QString& text) {
    for (auto* button : top.findChildren<QPushButton*>())
        if (button->text().remove('&') == text) return button;
    return nullptr;
}

QString all_labels(const QWidget& top) {
    QStringList texts;
    for (const auto* label : top.findChildren<QLabel*>()) texts << label->text();
    return texts.join('\n');
}

bool says(const QWidget& top, const QString& words) {
    return QTest::qWaitFor([&] { return all_labels(top).contains(words); }, patience);
}

}  // namespace

class test_calibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*"))); }

    void figures_are_said_with_their_units() {
        const QString words = generator_in_words(example_limits());
        for (const char* part : {"52.3 k a second", "1.3 M a second", "256", "38.2 µs", "812 a second", "2023"})
            QVERIFY2(words.contains(QString::fromUtf8(part)), qPrintable(words));
        generator_limits some;
        some.requests_per_s = 10;
        QCOMPARE(generator_in_words(some), QStringLiteral("Requests: 10 a second"));
        QCOMPARE(generator_in_words(std::nullopt), QStringLiteral("Not measured yet."));
    }

    void measures_step_by_step_and_keeps_it() {
        fixture f;
        stepwise steps;
        calibration_dialog dialog(f.bridge, std::nullopt, steps.method(), nullptr);
        dialog.show();
        QVERIFY(!all_labels(dialog).contains("a second"));
        QTest::mouseClick(button_of(dialog, "Measure"), Qt::LeftButton);
        QVERIFY(says(dialog, "Measuring: requests a second"));
        QVERIFY(dialog.findChild<QProgressBar*>()->isVisible());
        steps.go.release();
        QVERIFY(says(dialog, "Measuring: process starts a second"));
        steps.go.release();
        QVERIFY(says(dialog, "52.3 k a second"));
        QVERIFY(!dialog.findChild<QProgressBar*>()->isVisible());
        QVERIFY(dialog.measured() == example_limits());
        QCOMPARE(f.session->library.saved_hosts.size(), std::size_t{1});
        QCOMPARE(f.session->library.saved_hosts.front().id, std::string("here"));
        QVERIFY(f.session->library.saved_hosts.front().generator == example_limits());
    }

    void stopping_keeps_what_was_known() {
        fixture f;
        stepwise steps;
        generator_limits before = example_limits();
        before.requests_per_s = 11'000;
        calibration_dialog dialog(f.bridge, before, steps.method(), nullptr);
        dialog.show();
        button_of(dialog, "Measure")->click();
        QVERIFY(says(dialog, "Measuring: requests a second"));
        QTest::mouseClick(button_of(dialog, "Stop"), Qt::LeftButton);
        steps.go.release();
        QVERIFY(says(dialog, "Stopped; what was known before is kept."));
        QVERIFY(all_labels(dialog).contains("11.0 k a second"));
        QVERIFY(!dialog.measured());
        QVERIFY(f.session->library.saved_hosts.empty());
        QVERIFY(button_of(dialog, "Measure")->isEnabled());
    }

    void closing_ends_it_first() {
        fixture f;
        stepwise steps;
        calibration_dialog dialog(f.bridge, std::nullopt, steps.method(), nullptr);
        dialog.show();
        button_of(dialog, "Measure")->click();
        QVERIFY(says(dialog, "Measuring: requests a second"));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(dialog.isVisible());
        steps.go.release();
        QVERIFY(QTest::qWaitFor([&] { return !dialog.isVisible(); }, patience));
        QVERIFY(!dialog.measured());
    }

    void does_not_measure_beside_a_sweep() {
        fixture f;
        stepwise steps;
        f.session->sweeps = true;
        calibration_dialog dialog(f.bridge, std::nullopt, steps.method(), nullptr);
        dialog.show();
        QVERIFY(!button_of(dialog, "Measure")->isEnabled());
        QVERIFY(all_labels(dialog).contains("a sweep is running", Qt::CaseInsensitive));
        // It ends while one looks.
        f.session->sweeps = false;
        f.session->send(run_finished{});
        QVERIFY(QTest::qWaitFor([&] { return button_of(dialog, "Measure")->isEnabled(); }, patience));
        // It began after one looked.
        f.session->sweeps = true;
        button_of(dialog, "Measure")->click();
        QVERIFY(says(dialog, "disturb"));
        QTRY_COMPARE_WITH_TIMEOUT(f.bridge.pending(), 0, patience);
        QCOMPARE(steps.calls.load(), 0);
    }

    void failures_are_said() {
        fixture f;
        stepwise steps;
        steps.answer = fail(error_kind::unsupported, "calibration needs Linux");
        steps.go.release(2);
        calibration_dialog dialog(f.bridge, std::nullopt, steps.method(), nullptr);
        button_of(dialog, "Measure")->click();
        QVERIFY(says(dialog, "alibration needs Linux"));
        QVERIFY(!dialog.measured());
    }

    void the_host_editor_shows_and_keeps_it() {
        fixture f;
        host_profile other;
        other.id = "other";
        other.name = "Elsewhere";
        f.session->library.saved_hosts = {other};
        host_editor editor(f.bridge, *f.session->hosts(), "here");
        editor.show();
        QVERIFY(all_labels(editor).contains("Not measured yet."));
        auto* button = button_of(editor, "Calibrate this machine…");
        QVERIFY(button && button->isVisibleTo(&editor));
        QString title;
        QTimer::singleShot(50, &editor, [&] {
            title = QApplication::activeModalWidget()->windowTitle();
            qobject_cast<QDialog*>(QApplication::activeModalWidget())->reject();
        });
        button->click();
        QCOMPARE(title, QStringLiteral("Calibrate this machine"));

        Q_EMIT editor.findChild<generator_row*>()->measured(example_limits());
        QVERIFY(all_labels(editor).contains("52.3 k a second"));
        editor.findChild<QListWidget*>()->setCurrentRow(1);
        QVERIFY(!all_labels(editor).contains("52.3 k a second"));
        QVERIFY(!button->isVisibleTo(&editor));
        editor.findChild<QListWidget*>()->setCurrentRow(0);
        QVERIFY(all_labels(editor).contains("52.3 k a second"));
        // Another change of the profile does not lose it.
        for (auto* line : editor.findChildren<QLineEdit*>())
            if (line->accessibleName() == QLatin1String("Price")) QTest::keyClicks(line, "1500");
        QSignalSpy accepted(&editor, &QDialog::accepted);
        editor.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, patience);
        const auto& saved = f.session->library.saved_hosts;
        const auto here = std::ranges::find(saved, std::string("here"), &host_profile::id);
        QVERIFY(here != saved.end() && here->generator == example_limits() && here->price == 1500);
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_calibration)
#include "test_calibration.moc"
