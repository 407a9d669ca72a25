// The Advice page: how the answer follows the run and the objective, by pointer and keys, and in low windows. The figures
// themselves are tested with the engine.
#include <QDoubleSpinBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QWheelEvent>

#include "tests/widgets/panels/asked_page.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/advice/mood_cards.h"
#include "widgets/advice/text_table.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// Every label as high as its text needs, and inside what holds it.
QString clipped_text(const QWidget& page) {
    for (const auto* label : page.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        const int needed = label->hasHeightForWidth() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool fits = label->height() >= needed && label->width() >= std::min(label->minimumSizeHint().width(), 40);
        if (!fits || !label->parentWidget()->rect().contains(label->geometry())) return label->text();
    }
    return {};
}

}  // namespace

class test_advice_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        asked_ = std::make_unique<asked_page>();
        page_ = &**asked_;
    }
    void cleanup() { asked_.reset(); }

    void nothing_is_worked_out_before_somebody_looks() {
        page_->show_runs({loaded(measured_run())});
        QVERIFY(!page_->has_something());
        page_->show();
        QVERIFY(asked_->answered());
        page_->show_runs({});
        QVERIFY(!page_->has_something());
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Tick a saved run")));
    }

    void the_recommendation_stands_over_its_reason_and_what_to_do() {
        QVERIFY(asked_->show({loaded(measured_run())}));
        const auto& advice = page_->view().sheet()->advice;
        QVERIFY(advice.chosen.workers.has_value());
        const QString headline = page_->view().headline();
        QVERIFY2(headline.startsWith(QStringLiteral("%1 workers").arg(*advice.chosen.workers)), qPrintable(headline));
        QVERIFY(headline.contains(QStringLiteral(": fewest workers within 5 %")));
        QCOMPARE(headline.contains(QStringLiteral("predicted")), advice.chosen.predicted);
        const QString text = visible_text(*page_);
        QVERIFY(text.contains(to_qt(advice.chosen.reason)));
        for (const auto& action : advice.actions) QVERIFY2(text.contains(to_qt(action)), action.c_str());
        QVERIFY(!advice.not_worth.empty());
        for (const auto& one : advice.not_worth) QVERIFY2(text.contains(to_qt(one.why)), one.why.c_str());
        const auto cards = page_->findChildren<mood_card*>();
        QCOMPARE(cards.size(), 3);
        QVERIFY(cards[0]->accessibleName().startsWith(QStringLiteral("Development: most workers")));
        QVERIFY(cards[2]->accessibleName().contains(to_qt(advice.moods[2].advice.reason)));
    }

    void another_objective_changes_the_answer() {
        QVERIFY(asked_->show({loaded(measured_run())}));
        const auto whole = page_->view().sheet()->analysis;
        auto* box = named<QComboBox>(*page_, "Objective");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);  // within 15 %
        QVERIFY(asked_->answered());
        QCOMPARE(page_->view().sheet()->advice.chosen.which, objective::fewest_within_15);
        QVERIFY(page_->view().headline().contains(QStringLiteral("within 15 %")));
        QVERIFY(!named<QDoubleSpinBox>(*page_, "Deadline")->isVisible());
        QCOMPARE(page_->view().sheet()->analysis, whole);  // nothing else was worked out again
    }

    void a_deadline_is_asked_for_and_then_kept() {
        QVERIFY(asked_->show({loaded(priced_requests(false))}));
        QVERIFY(asked_->choose(objective::cheapest_by_deadline));
        auto* deadline = named<QDoubleSpinBox>(*page_, "Deadline");
        QVERIFY(deadline->isVisible());
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Give a deadline above")));
        deadline->setFocus();
        deadline->selectAll();
        QTest::keyClicks(deadline, QStringLiteral("900"));
        QVERIFY(asked_->answered());
        QCOMPARE(page_->view().sheet()->asked.deadline_s, std::optional(900.0));
        QVERIFY(page_->view().sheet()->advice.chosen.workers.has_value());
        QVERIFY(!visible_text(*page_).contains(QStringLiteral("Give a deadline above")));
        QVERIFY(asked_->choose(objective::throughput_within_latency));
        QVERIFY(!deadline->isVisible());
        QVERIFY(named<QDoubleSpinBox>(*page_, "Latency")->isVisible());
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Give a latency above")));
        page_->save_choices();
        advice_page later;
        later.restore_choices();
        QCOMPARE(later.view().controls().request().asked, objective::throughput_within_latency);
        QCOMPARE(later.view().controls().request().deadline_s, std::optional(900.0));
    }

    void one_of_several_runs_is_chosen_and_stays() {
        QVERIFY(asked_->show({loaded(measured_run(), 7, "first"), loaded(published(), 8, "second")}));
        auto* box = named<QComboBox>(*page_, "Run");
        QVERIFY(box->isVisible());
        QCOMPARE(box->currentText(), QStringLiteral("first · laptop"));
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        Q_EMIT box->activated(1);
        QVERIFY(asked_->answered());
        QCOMPARE(page_->suggested_name(), QStringLiteral("second_advice"));
        QVERIFY(asked_->show({loaded(published(), 8, "second"), loaded(measured_run(), 9, "third")}));
        QCOMPARE(box->currentText(), QStringLiteral("second · laptop"));
        QVERIFY(asked_->show({loaded(measured_run(), 9, "third")}));
        QVERIFY(!box->isVisible());
        QCOMPARE(page_->suggested_name(), QStringLiteral("third_advice"));
    }

    void items_that_a_run_does_not_tell_are_asked_for() {
        QVERIFY(asked_->show({loaded(only_times(), 8)}));
        auto* items = named<QSpinBox>(*page_, "Items in a trial");
        QVERIFY(items->isVisible());
        QVERIFY(page_->view().headline().startsWith(QStringLiteral("20 workers")));
        items->setFocus();
        items->selectAll();
        QTest::keyClicks(items, QStringLiteral("12"));
        QVERIFY(asked_->answered());
        QVERIFY2(page_->view().headline().contains(QStringLiteral("20 workers as measured, of which 12 do the same")),
                 qPrintable(page_->view().headline()));
        QVERIFY(asked_->show({loaded(measured_run())}));
        QVERIFY(!items->isVisible());  // and what was given for one run says nothing of another
        QVERIFY(!page_->view().sheet()->asked.items);
        QVERIFY(asked_->show({loaded(only_times(), 8)}));
        QCOMPARE(items->value(), 12);
    }

    void no_text_is_cut_off_in_low_and_narrow_windows() {
        page_->show();
        for (const auto& run : {loaded(priced_requests(true)), loaded(priced_requests(false), 8), loaded(published(), 9)}) {
            QVERIFY(asked_->show({run, loaded(measured_run(), 10)}));
            for (const QSize size : {QSize(1000, 800), QSize(700, 420), QSize(330, 240)}) {
                page_->resize(size);
                for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
                const QString cut = clipped_text(*page_);
                QVERIFY2(cut.isEmpty(), qPrintable(QStringLiteral("%1 wide: %2").arg(size.width()).arg(cut)));
                auto* area = page_->findChild<QScrollArea*>();
                QCOMPARE(area->widget()->width(), area->viewport()->width());
                for (const auto* table : page_->findChildren<text_table*>())
                    if (table->isVisible()) QCOMPARE(table->verticalScrollBar()->maximum(), 0);
            }
        }
    }

    void a_low_page_scrolls_by_keys() {
        QVERIFY(asked_->show({loaded(measured_run())}));
        page_->resize(700, 300);
        QCoreApplication::processEvents();
        auto* area = page_->findChild<QScrollArea*>();
        area->setFocus(Qt::TabFocusReason);
        QTest::keyClick(area, Qt::Key_PageDown);
        QVERIFY(area->verticalScrollBar()->value() > 0);
    }

    // Qt hands a turn of the wheel that nobody took to what the table stands on.
    void the_wheel_over_a_table_is_left_to_the_page() {
        QVERIFY(asked_->show({loaded(priced_requests(true))}));
        page_->resize(500, 400);
        QCoreApplication::processEvents();
        auto* table = named<text_table>(*page_, "Requests and tokens a minute, by worker count");
        QVERIFY(table->horizontalScrollBar()->maximum() > 0);
        const auto turned = [&](QWidget* under, QPoint angle) {
            const QPointF at = under->rect().center();
            QWheelEvent turn(at, under->mapToGlobal(at), {}, angle, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(under, &turn);
            return turn.isAccepted();
        };
        for (QWidget* under : std::initializer_list<QWidget*>{table->viewport(), table->horizontalScrollBar()}) {
            QVERIFY2(!turned(under, {0, -120}), under->metaObject()->className());
            QCOMPARE(table->horizontalScrollBar()->value(), 0);
        }
        turned(table->viewport(), {-120, 0});
        QVERIFY(table->horizontalScrollBar()->value() > 0);
    }

    void everything_is_named_and_reached_by_tab() {
        QVERIFY(asked_->show({loaded(priced_requests(false)), loaded(measured_run(), 8)}));
        QSet<const QWidget*> on_the_way;
        for (const QWidget* next = page_->nextInFocusChain(); next != page_; next = next->nextInFocusChain())
            on_the_way << next;
        int reached = 0;
        for (const auto* widget : page_->findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || !widget->isVisible()) continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            QVERIFY(on_the_way.contains(widget));
            ++reached;
        }
        QVERIFY(reached >= 2 + 1 + 2 + 1);  // run and objective, the page, both tables, the limits to look at
    }

private:
    std::unique_ptr<asked_page> asked_;
    advice_page* page_ = nullptr;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_advice_page)
#include "test_advice_page.moc"
