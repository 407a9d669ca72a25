// What the Advice page says of predictions, limits and costs, and what it writes into files.
#include <QAbstractItemModelTester>
#include <QTemporaryDir>

#include "tests/widgets/panels/asked_page.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/advice/advice_tables.h"
#include "widgets/advice/limits_section.h"
#include "widgets/advice/rate_presets.h"
#include "widgets/advice/text_table.h"
#include "widgets/charts/warning_box.h"
#include "widgets/models/provider_presets.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::test;

class test_advice_sections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        asked_ = std::make_unique<asked_page>();
        page_ = &**asked_;
    }
    void cleanup() { asked_.reset(); }

    void predictions_stand_beside_what_was_measured() {
        QVERIFY(asked_->show({loaded(measured_run())}));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Replayed now from this run's own trials at 1 worker")));
        auto* table = named<text_table>(*page_, "Predicted against measured, by worker count");
        QVERIFY(table->isVisible());
        const auto* model = table->model();
        QCOMPARE(model->rowCount(), 5);
        QCOMPARE(model->index(0, 5).data().toString(), QStringLiteral("looked at"));
        const auto& at_eight = page_->view().sheet()->analysis->replay->points;
        const auto found = std::ranges::find_if(at_eight, [](const prediction& made) { return made.workers == 8; });
        QCOMPARE(model->index(3, 3).data().toString(), to_qt(seconds_in_words(found->score->measured_s)));
        QCOMPARE(model->index(3, 4).data().toString(), QString::asprintf("%+.1f", found->score->error_percent));
        QVERIFY(asked_->show({loaded(published(), 8)}));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Not predictable: ")));
        QVERIFY(!table->isVisible());
    }

    void what_was_predicted_before_measuring_comes_first() {
        run_record run = measured_run();
        prediction made;
        made.workers = 20;
        made.time_s = 1;
        made.lo = 0.9;
        made.hi = 1.1;
        run.predictions.push_back(to_json(made));
        made.workers = 40;  // never measured
        made.lo.reset();
        run.predictions.push_back(to_json(made));
        QVERIFY(asked_->show({loaded(run)}));
        const auto* model = named<text_table>(*page_, "Predicted against measured, by worker count")->model();
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(model->index(0, 2).data().toString(), QStringLiteral("900 ms – 1.10 s"));
        QCOMPARE(model->index(0, 5).data().toString(), QStringLiteral("✕ outside"));
        for (const int column : {2, 3, 4, 5}) QCOMPARE(model->index(1, column).data().toString(), QStringLiteral("–"));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("before these counts were measured")));
    }

    void limits_are_the_plans_or_looked_at() {
        QVERIFY(asked_->show({loaded(priced_requests(true))}));
        auto* tiers = named<QComboBox>(*page_, "Limits to look at");
        QVERIFY(!tiers->isVisible());
        const auto* table = named<text_table>(*page_, "Requests and tokens a minute, by worker count");
        const auto& points = page_->view().sheet()->analysis->rates.points;
        QCOMPARE(table->model()->rowCount(), static_cast<int>(points.size()));
        QVERIFY(table->model()->index(0, 1).data().toString().endsWith(to_qt(to_text(*points[0].verdict))));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("The limit on requests binds at about")));

        QVERIFY(asked_->show({loaded(priced_requests(false), 8)}));
        QVERIFY(tiers->isVisible());
        QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("–"));
        QVERIFY(tiers->count() >= 2);
        const auto before = page_->view().headline();
        tiers->setFocus();
        QTest::keyClick(tiers, Qt::Key_Down);
        Q_EMIT tiers->activated(tiers->currentIndex());
        QVERIFY(table->model()->index(0, 1).data().toString().contains(QStringLiteral("safe")));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Only looked at")));
        QTRY_COMPARE_WITH_TIMEOUT(table->height(), table->sizeHint().height(), patience);  // no room left for a bar
        QCOMPARE(page_->view().headline(), before);

        QVERIFY(asked_->show({loaded(measured_run(), 9)}));  // no requests
        QVERIFY(!table->isVisible());
        QVERIFY(!tiers->isVisible());
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Nothing is known of requests of this run")));
    }

    void costs_are_said_or_where_to_enter_them() {
        QVERIFY(asked_->show({loaded(priced_requests(false))}));
        const QString text = visible_text(*page_);
        QVERIFY2(text.contains(QStringLiteral("USD 0.0024 a trial, USD 0.0002 a job")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("at the prices of 2024-11-17")));
        QVERIFY(text.contains(QStringLiteral("laptop: USD 0.0984 an hour")));  // 2400 / (4 · 8766) + 0.1 · 0.3
        QVERIFY(text.contains(QStringLiteral("If this machine did the work")));
        auto unpriced = measured_run();
        for (auto& one : unpriced.trials) one.input_tokens = one.output_tokens = 1200;
        QVERIFY(asked_->show({loaded(unpriced, 8)}));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Limits and prices")));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("host profile")));
        QVERIFY(!visible_text(*page_).contains(QStringLiteral("a trial, ")));
    }

    void small_sums_are_written_out() {
        run_record run = priced_requests(false);
        for (auto& one : run.trials) one.cost = 0.000462;
        QVERIFY(asked_->show({loaded(run)}));
        QVERIFY2(visible_text(*page_).contains(QStringLiteral("USD 0.000462 a trial, USD 0.0000385 a job")),
                 qPrintable(visible_text(*page_)));
    }

    void what_is_simulated_says_so() {
        QVERIFY(asked_->show({loaded(priced_requests(false))}));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("simulated endpoint")));
        QVERIFY(page_->findChild<warning_box*>()->isVisible());
    }

    void the_tables_are_sound_models() {
        text_table_model model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto rows = rows_of(make_rate_safety(priced_requests(false), {60, std::nullopt}));
        model.set_rows(rows);
        QCOMPARE(model.rowCount(), 5);
        rows.rows.pop_back();
        model.set_rows(rows);
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(model.index(0, 1).data(Qt::ForegroundRole).isValid());
        model.set_rows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void the_page_is_written_as_picture_and_as_rows() {
        QVERIFY(asked_->show({loaded(priced_requests(true))}));
        const QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("a.png")), csv = folder.filePath(QStringLiteral("a.csv"));
        QVERIFY(page_->save(export_format::png, png, {{900, 500}, 1, theme_choice::dark}));
        const QImage picture(png);
        QCOMPARE(picture.width(), 900);
        QVERIFY(picture.height() > 500);  // the whole page, not what a window shows
        QCOMPARE(picture.pixelColor(2, 2), dark_palette().color(QPalette::Window));
        for (const auto format : {export_format::svg, export_format::pdf})
            QVERIFY(page_->save(format, folder.filePath(QStringLiteral("a.any")), {{800, 500}, 1, theme_choice::light}));
        QVERIFY(page_->save(export_format::csv, csv, {}));
        QFile written(csv);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(written.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const auto titles = lines[0].split(QLatin1Char(','));
        QVERIFY(lines.size() >= 6);  // titles and five worker counts
        for (const auto& line : lines.mid(1, 2)) QCOMPARE(line.split(QLatin1Char(',')).size(), titles.size());
        QCOMPARE(lines[1].split(QLatin1Char(',')).value(static_cast<int>(titles.indexOf(QStringLiteral("workers")))),
                 QStringLiteral("1"));
    }

    void presets_are_read_strictly() {
        const QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("tiers.json")).toStdString();
        QVERIFY(write_file_atomically(file, R"({"tiers": [{"provider": "A", "tier": "1", "requests_per_minute": 5},
                                                          {"provider": "B"}]})"));
        const auto read = read_tier_presets(file);
        QCOMPARE(read.fault, QString());
        QCOMPARE(read.presets.size(), std::size_t{1});
        QCOMPARE(read.presets.front().name, QStringLiteral("A, 1"));
        QVERIFY(read.presets.front().values["requests_per_minute"] == 5);
        QVERIFY(read.presets.front().values["tokens_per_minute"].is_null());
        QVERIFY(write_file_atomically(file, R"({"tiers": [{"provider": "A", "request_per_minute": 5}]})"));
        QVERIFY(read_tier_presets(file).fault.contains(QLatin1String("request_per_minute")));
        QVERIFY(read_tier_presets(file).presets.empty());
        QVERIFY(read_price_presets(preset_file(price_file)).fault.isEmpty());
        QVERIFY(!known_rate_presets().empty());
    }

private:
    std::unique_ptr<asked_page> asked_;
    advice_page* page_ = nullptr;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_advice_sections)
#include "test_advice_sections.moc"
