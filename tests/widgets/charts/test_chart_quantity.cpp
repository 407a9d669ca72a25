// Units and numbers as a chart writes them.
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/chart_quantity.h"
#include "widgets/charts/chart_words.h"

using namespace sweeplab;

class test_chart_quantity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers_have_the_digits_asked_for_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("significant");
        QTest::addColumn<QString>("text");
        QTest::newRow("hundreds") << 171.14 << 3 << "171";
        QTest::newRow("tens") << 58.5 << 3 << "58.5";
        QTest::newRow("four digits") << 36.94 << 4 << "36.94";
        QTest::newRow("money") << 0.0092 << 2 << "0.0092";
        QTest::newRow("rounds up a digit") << 9.996 << 3 << "10.0";
        QTest::newRow("thousands") << 12'500.0 << 3 << "12,500";
        QTest::newRow("a power of ten") << 1000.0 << 3 << "1,000";
        QTest::newRow("million") << 1'048'576.0 << 3 << "1,048,576";
        QTest::newRow("zero") << 0.0 << 3 << "0";
        QTest::newRow("tiny") << 3.2e-6 << 2 << "3.2e-06";
        QTest::newRow("not a number") << qQNaN() << 3 << "–";
    }
    void numbers_have_the_digits_asked_for() {
        QFETCH(double, value);
        QFETCH(int, significant);
        QFETCH(QString, text);
        QCOMPARE(number_text(value, significant), text);
    }

    void short_numbers_end_where_they_may() {
        QCOMPARE(short_number_text(12), QStringLiteral("12"));
        QCOMPARE(short_number_text(0.0092), QStringLiteral("0.0092"));
        QCOMPARE(short_number_text(1.5), QStringLiteral("1.5"));
        QCOMPARE(short_number_text(100), QStringLiteral("100"));
        QCOMPARE(short_number_text(1234567), QStringLiteral("1,234,567"));
    }

    void times_take_the_unit_that_reads_best() {
        const auto unit = [](double most) { return choose_unit(chart_quantity::time, most / 10, most, {}).symbol; };
        QCOMPARE(unit(0.0005), QStringLiteral("µs"));
        QCOMPARE(unit(0.5), QStringLiteral("ms"));
        QCOMPARE(unit(171.14), QStringLiteral("s"));
        QCOMPARE(unit(10'000), QStringLiteral("min"));
        QCOMPARE(unit(1e6), QStringLiteral("h"));
    }

    void slow_throughput_is_counted_by_the_minute() {
        const auto unit = choose_unit(chart_quantity::throughput, 0.07, 0.37, {});
        QCOMPARE(unit.symbol, QStringLiteral("items/min"));
        QCOMPARE(0.37 * unit.factor, 22.2);
        QCOMPARE(choose_unit(chart_quantity::throughput, 5, 5000, {}).symbol, QStringLiteral("items/s"));
        QCOMPARE(choose_unit(chart_quantity::throughput, 0.001, 0.002, {}).symbol, QStringLiteral("items/h"));
    }

    void values_carry_their_unit() {
        QCOMPARE(value_text(chart_quantity::time, 36.94, {QStringLiteral("s"), 1}, 4), QStringLiteral("36.94 s"));
        QCOMPARE(value_text(chart_quantity::speedup, 4.633, {}, 3), QStringLiteral("4.63×"));
        QCOMPARE(value_text(chart_quantity::efficiency, 46.3, {QStringLiteral("%"), 100}), QStringLiteral("46 %"));
        QCOMPARE(value_text(chart_quantity::cost, 0.0092, {QStringLiteral("EUR"), 1}, 2), QStringLiteral("EUR 0.0092"));
    }

    void names_read_back() {
        for (const auto quantity : all_chart_quantities) QCOMPARE(chart_quantity_from(to_text(quantity)), quantity);
        QVERIFY(!chart_quantity_from(QStringLiteral("colour")));
        QCOMPARE(panel_layout_from(to_text(panel_layout::overlay)), panel_layout::overlay);
        QCOMPARE(panel_layout_from(to_text(panel_layout::by_machine)), panel_layout::by_machine);
        QVERIFY(!panel_layout_from(QString()));
    }

    void ticks_are_short() {
        QCOMPARE(tick_text(0.125), QStringLiteral("0.125"));
        QCOMPARE(tick_text(64), QStringLiteral("64"));
        QCOMPARE(tick_text(1024), QStringLiteral("1,024"));
        QCOMPARE(tick_text(16'777'216), QStringLiteral("16.8 M"));
        QCOMPARE(workers_text(1), QStringLiteral("1 worker"));
        QCOMPARE(workers_text(10'000), QStringLiteral("10,000 workers"));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_chart_quantity)
#include "test_chart_quantity.moc"
