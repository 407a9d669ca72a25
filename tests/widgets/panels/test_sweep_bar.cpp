// The sweep bar: its switches follow the sweep and change it.
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/panels/sweep_bar.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json plan_with(const json& sweep) {
    return {{"sweeplab", 1},
            {"workload", {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"true", "{item}"}}, {"items", {"a", "b"}}}},
            {"sweep", sweep}};
}

}  // namespace

class test_sweep_bar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        draft_.set_plan({plan_with({{"workers", {1, 2, 4}}}), "/tmp", {}, false});
        bar_.resize(1024, bar_.sizeHint().height());
        bar_.show();
        predict_ = bar_.findChild<QCheckBox*>();
        QVERIFY(predict_);
    }

    void predicting_first_is_switched_from_the_keyboard() {
        QVERIFY(predict_->isEnabled() && !predict_->isChecked());
        QVERIFY(predict_->focusPolicy() & Qt::TabFocus);
        QTest::keyClick(predict_, Qt::Key_Space);
        QVERIFY(draft_.predict() && draft_.checked()->sweep.predict);
        QTest::keyClick(predict_, Qt::Key_Space);
        QVERIFY(!draft_.predict());
    }

    void it_follows_the_plan() {
        draft_.set_plan({plan_with({{"workers", {1, 2, 4}}, {"predict", true}}), "/tmp", {}, false});
        QVERIFY(predict_->isChecked() && predict_->isEnabled());
        QVERIFY(!draft_.source().edited);
    }

    void it_says_why_it_cannot_be_switched_on() {
        const QString plain = predict_->toolTip();
        draft_.set_workers_text("1, 2");
        QVERIFY(!predict_->isEnabled());
        QVERIFY(predict_->toolTip().contains(draft_.predict_fault()));
        QCOMPARE(predict_->accessibleDescription(), predict_->toolTip());
        draft_.set_workers_text("1, 2, 3");
        QVERIFY(predict_->isEnabled());
        QCOMPARE(predict_->toolTip(), plain);
    }

    // Else a sweep that is refused for it could be mended in the plan editor only.
    void what_no_longer_fits_can_be_switched_off() {
        predict_->click();
        draft_.set_workers_text("2, 4");
        QVERIFY(!draft_.ready());
        QVERIFY(predict_->isEnabled() && predict_->isChecked());
        predict_->click();
        QVERIFY(draft_.checked().has_value());
        QVERIFY(!predict_->isEnabled());
    }

    void it_never_covers_the_caption_that_it_stands_beside() {
        const QLabel* caption = nullptr;
        for (const auto* label : bar_.findChildren<QLabel*>())
            if (label->text() == QStringLiteral("&Workers")) caption = label;
        QVERIFY(caption);
        for (const int width : {1024, 760, 700, 1280, 640, 1024}) {
            bar_.resize(width, 200);
            QCoreApplication::processEvents();
            const QRect words(caption->geometry().topLeft(), caption->sizeHint());
            QVERIFY2(!words.intersects(predict_->geometry()), qPrintable(QString::number(width)));
            QVERIFY(predict_->width() >= predict_->sizeHint().width());
            QVERIFY(bar_.rect().contains(predict_->geometry()));
            for (const auto* line : bar_.findChildren<QLineEdit*>())
                if (line->isVisible() && line->parentWidget() != &bar_)
                    QVERIFY(!line->parentWidget()->geometry().intersects(predict_->geometry()));
            if (width >= 1024) QVERIFY(predict_->geometry().center().y() < caption->geometry().bottom());
        }
    }

    // A profile that was entered is chosen before the list with it is read.
    void a_host_that_is_not_listed_yet_is_chosen_once_it_is() {
        const auto named = [](const char* name) {
            host_profile host;
            host.id = host.name = name;
            return host;
        };
        bar_.set_hosts({named("here"), named("old")});
        bar_.choose_host("new");
        QCOMPARE(draft_.host()->name, std::string("here"));
        bar_.set_hosts({named("here"), named("old"), named("new")});
        QCOMPARE(draft_.host()->name, std::string("new"));
        bar_.choose_host("old");
        bar_.set_hosts({named("here"), named("new")});
        QCOMPARE(draft_.host()->name, std::string("here"));
    }

    void it_takes_no_room_from_its_neighbours() {
        for (const auto* field : bar_.findChildren<QLineEdit*>())
            if (field->isVisible()) QVERIFY(!field->geometry().isEmpty());
        QVERIFY(predict_->width() >= predict_->sizeHint().width());
        QVERIFY2(bar_.minimumSizeHint().width() <= 760, qPrintable(QString::number(bar_.minimumSizeHint().width())));
    }

private:
    fresh_settings settings_;
    session_bridge bridge_;
    sweep_control control_{bridge_};
    sweep_draft draft_;
    sweep_bar bar_{draft_, bridge_, control_};
    QCheckBox* predict_ = nullptr;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_sweep_bar)
#include "test_sweep_bar.moc"
