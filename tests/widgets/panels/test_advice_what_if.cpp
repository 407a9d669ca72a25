// What-if on the Advice page, and its rows and those of the costs in the file.
#include <QTemporaryDir>

#include "tests/widgets/panels/asked_page.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/advice/text_table.h"
#include "widgets/advice/what_if_section.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

replay_item step(std::int64_t seconds, std::vector<int> depends_on = {}) {
    return {seconds * 1'000'000'000, 0, {}, std::move(depends_on)};
}

// The published report: a core of 90 s in three steps, then four calls of 26, 26, 50 and 25 s.
run_record pipeline_run(const std::vector<int>& workers) {
    const std::vector<replay_item> items = {step(30),      step(30, {0}), step(30, {1}), step(26, {2}),
                                            step(26, {2}), step(50, {2}), step(25, {2})};
    const char* names[] = {"profile", "ideas", "recommendations", "financial", "risk", "competitive", "market"};
    auto run = replayed_run(items, workers);
    for (std::size_t i = 0; i < items.size(); ++i) {
        run.items[i].name = names[i];
        run.items[i].depends_on = items[i].depends_on;
    }
    return run;
}

}  // namespace

class test_advice_what_if : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        asked_ = std::make_unique<asked_page>();
        page_ = &**asked_;
    }
    void cleanup() { asked_.reset(); }

    void steps_that_wait_are_asked_about() {
        QVERIFY(asked_->show({loaded(pipeline_run({1, 2, 4}))}));
        const QString text = visible_text(*page_);
        const auto& asked = *page_->view().sheet()->what_if;
        QVERIFY2(text.contains(to_qt(describe_what_if(asked))), qPrintable(text));
        QVERIFY(text.contains(
            QStringLiteral("Most saves: \"ideas\" beside what it waits for, if it does not need its results")));
        QVERIFY(text.contains(QStringLiteral("profile → ideas → recommendations → competitive")));
        const auto* model = named<text_table>(*page_, "Changes, and the time they would take")->model();
        QVERIFY(model->index(0, 0).data().toString().startsWith(QStringLiteral("As it is, with")));
        QCOMPARE(model->index(0, 2).data().toString(), QStringLiteral("–"));
        QCOMPARE(model->index(1, 0).data().toString(), QStringLiteral("All one after the other"));
        QCOMPARE(model->index(1, 1).data().toString(), QStringLiteral("217 s"));
        QVERIFY(model->index(1, 2).data().toString().endsWith(QStringLiteral(" more")));
        QCOMPARE(model->index(3, 0).data().toString(), QStringLiteral("“ideas” in parallel"));
        QVERIFY(model->index(3, 2).data().toString().contains(QStringLiteral(" less (")));
    }

    void items_that_wait_for_nothing_are_asked_about_one_more_worker() {
        QVERIFY(asked_->show({loaded(measured_run())}));
        const auto* table = named<text_table>(*page_, "Changes, and the time they would take");
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), 3);
        QVERIFY(!visible_text(*page_).contains(QStringLiteral("beside what it waits for")));
    }

    void a_run_that_says_too_little_gives_the_reason_or_nothing() {
        const auto* section = page_->findChild<what_if_section*>();
        QVERIFY(asked_->show({loaded(pipeline_run({2, 4}))}));
        QVERIFY(section->isVisible());
        QVERIFY(visible_text(*page_).contains(
            QStringLiteral("Nothing can be said of its steps: there is no trial at 1 worker.")));
        QVERIFY(asked_->show({loaded(published(), 8)}));
        QVERIFY(!section->isVisible());
    }

    void costs_and_changes_are_rows_of_the_file() {
        QVERIFY(asked_->show({loaded(priced_requests(false))}));
        const QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("a.csv"));
        QVERIFY(page_->save(export_format::csv, csv, {}));
        QFile written(csv);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(written.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const auto titles = lines.first().split(QLatin1Char(','));
        QMap<QString, int> rows;
        QStringList first_cost, first_change;
        for (const auto& line : lines.mid(1)) {
            const auto cells = line.split(QLatin1Char(','));
            const QString row = cells.value(titles.indexOf(QStringLiteral("row")));
            if (row == QStringLiteral("cost")) {
                QCOMPARE(cells.size(), titles.size());  // nothing in them needs quotes
                if (rows[row] == 0) first_cost = cells;
            }
            if (row == QStringLiteral("what_if") && rows[row] == 1) first_change = cells;
            ++rows[row];
        }
        QCOMPARE(rows.value(QStringLiteral("workers")) >= 5, true);
        QVERIFY(rows.value(QStringLiteral("cost")) > 40);
        QCOMPARE(rows.value(QStringLiteral("what_if")), 3);
        const auto cell = [&](const QStringList& cells, const char* title) {
            return cells.value(titles.indexOf(QLatin1String(title)));
        };
        QCOMPARE(cell(first_cost, "costs_of"), QStringLiteral("laptop"));
        QCOMPARE(cell(first_cost, "jobs_a_month"), QStringLiteral("0"));
        QCOMPARE(cell(first_cost, "cost_a_month"), QStringLiteral("50"));  // 2400 in 4 years
        QVERIFY(cell(first_cost, "break_even_jobs_a_month").toDouble() > 0);
        QCOMPARE(cell(first_cost, "workers"), QString());
        QCOMPARE(cell(first_change, "change"), QStringLiteral("All one after the other"));
        QVERIFY(cell(first_change, "saving_s").toDouble() < 0);
    }

private:
    std::unique_ptr<asked_page> asked_;
    advice_page* page_ = nullptr;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_advice_what_if)
#include "test_advice_what_if.moc"
