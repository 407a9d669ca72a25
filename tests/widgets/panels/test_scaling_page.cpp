// The words over the Scaling chart are those of the advice, at once and after the whole analysis, for one run and for
// several.
#include "widgets/panels/scaling_page.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>

#include "engine/advice/headline.h"
#include "tests/widgets/panels/asked_page.h"
#include "tests/widgets/support/widget_test_main.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool settled(const scaling_page& page) {
    return QTest::qWaitFor([&] { return page.settled(); }, patience);
}

QString headline_of(scaling_page& page) { return to_qt(page.view().content().words.headline); }

}  // namespace

class test_scaling_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_published_benchmark_has_its_advice_over_it_at_once() {
        scaling_page page;
        page.resize(1000, 700);
        page.show();
        const auto run = loaded(published());
        page.show_runs({run});
        const QString at_once = headline_of(page);
        QCOMPARE(at_once,
                 QStringLiteral("12 workers: 33.1 s, 5.2× at 43 %; 4 already give 2.9× at 73 %; beyond 12 no worker "
                                "gets an item"));
        QVERIFY(settled(page));
        QCOMPARE(headline_of(page), at_once);
        // 20 were measured, of which 12 do the same.
        const auto data = make_chart_data(page.view().content());
        QCOMPARE(data.panels.front().series.front().recommended, 20);
        QCOMPARE(data.panels.front().series.front().do_the_same, 12);
    }

    void the_whole_analysis_has_the_last_word() {
        scaling_page page;
        page.resize(1000, 700);
        page.show();
        const auto run = loaded(measured_run());
        page.show_runs({run});
        QVERIFY(settled(page));
        const auto analysis = analyze_run(run->record);
        QCOMPARE(headline_of(page), to_qt(advised_finding(analysis).headline));
        QVERIFY(headline_of(page).startsWith(QString::number(*analysis.advice.chosen.workers) + QStringLiteral(" workers")));
    }

    void a_run_whose_time_is_the_plans_is_shown_elsewhere() {
        scaling_page page;
        page.resize(1000, 700);
        page.show();
        QAction demo(QStringLiteral("Demo"));
        page.set_empty_actions({&demo});
        const auto button = [&](const char* text) {
            for (auto* one : page.findChildren<QPushButton*>())
                if (one->isVisibleTo(&page) && one->text().remove(QLatin1Char('&')).contains(QLatin1String(text)))
                    return one;
            return static_cast<QPushButton*>(nullptr);
        };
        QTRY_VERIFY(button("Demo"));
        auto record = measured_run();
        record.summary.name = "Night";
        record.summary.kind = "soak";
        const auto soak = loaded(record);
        page.show_runs({soak});
        QVERIFY(!page.has_something());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QSignalSpy wanted(&page, &result_page::figures_wanted);
        QVERIFY(!button("Demo"));
        QTRY_VERIFY(button("Figures"));
        button("Figures")->click();
        QCOMPARE(wanted.count(), 1);
        // Beside others it is left out, and said to be.
        page.show_runs({soak, loaded(measured_run())});
        QVERIFY(page.has_something());
        QCOMPARE(page.view().content().curves.size(), 1U);
        const QString warning = to_qt(page.view().content().words.warnings.back());
        QVERIFY2(warning.startsWith(QStringLiteral("“%1” lasts as long as planned").arg(to_qt(soak->curve.run_name))),
                 qPrintable(warning));
        page.show_runs({});
        QTRY_VERIFY(button("Demo"));
    }

    void nothing_is_analysed_before_somebody_looks_nor_while_it_is_measured() {
        scaling_page page;
        const auto run = loaded(measured_run());
        page.show_runs({run});
        QVERIFY(page.settled());  // nothing was asked
        QCOMPARE(headline_of(page), to_qt(quick_finding(run->curve, run->agreement).headline));
        auto record = measured_run();
        record.summary.state = run_state::running;
        page.resize(1000, 700);
        page.show();
        QVERIFY(settled(page));
        const auto under_way = loaded(record);
        page.show_runs({under_way});
        QVERIFY(page.settled());
        QCOMPARE(headline_of(page), to_qt(quick_finding(under_way->curve, under_way->agreement).headline));
    }

    void of_several_runs_the_best_is_named() {
        auto slow = measured_run();
        for (auto& one : slow.trials) *one.time_ns *= 2;
        scaling_page page;
        page.resize(1000, 700);
        page.show();
        page.show_runs({loaded(slow, 8, "slow"), loaded(measured_run(), 7, "fast")});
        QVERIFY(settled(page));
        QVERIFY2(headline_of(page).startsWith(QStringLiteral("fast is fastest: ")), qPrintable(headline_of(page)));
        page.show_runs({});
        QVERIFY(headline_of(page).isEmpty());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_scaling_page)
#include "test_scaling_page.moc"
