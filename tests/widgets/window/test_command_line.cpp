// What the window's program understands, and what it refuses.
#include "app/desktop/command_line.h"
#include "tests/widgets/support/widget_test_main.h"

using namespace sweeplab;

namespace {

result<desktop_options> read(const QStringList& arguments) { return read_command_line(QStringList{"sweeplab"} + arguments); }

}  // namespace

class test_command_line : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothing_opens_the_window() {
        const auto options = read({});
        QVERIFY(options && !options->headless() && !options->run && !options->look && options->database.empty());
    }

    void options_are_read() {
        const auto options = read({"--db", "/tmp/a.db", "--run", "12", "--theme", "dark", "plan.json", "times.csv"});
        QVERIFY(options.has_value());
        QCOMPARE(options->database.string(), std::string("/tmp/a.db"));
        QVERIFY(options->run == 12);
        QVERIFY(options->look == theme_choice::dark);
        QCOMPARE(options->files, QStringList({"plan.json", "times.csv"}));
    }

    void pictures_need_no_display() {
        const auto shot = read({"--screenshot", "a.png", "--size", "1024x700"});
        QVERIFY(shot && shot->headless());
        QCOMPARE(shot->screenshot_size, QSize(1024, 700));
        const auto chart = read({"--export-chart", "7", "chart.png"});
        QVERIFY(chart && chart->headless() && chart->chart_run == 7);
        QCOMPARE(chart->chart_file, QStringLiteral("chart.png"));
        QVERIFY(read({"--export-chart", "last", "chart.png"})->chart_run == 0);
    }

    void nonsense_is_refused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{"--frobnicate"};
        QTest::newRow("run in words") << QStringList{"--run", "last"};
        QTest::newRow("run zero") << QStringList{"--run", "0"};
        QTest::newRow("theme") << QStringList{"--theme", "pink"};
        QTest::newRow("size") << QStringList{"--size", "big"};
        QTest::newRow("tiny size") << QStringList{"--size", "10x10"};
        QTest::newRow("chart without a file") << QStringList{"--export-chart", "7"};
        QTest::newRow("chart of no run") << QStringList{"--export-chart", "x", "chart.png"};
        QTest::newRow("missing value") << QStringList{"--db"};
    }
    void nonsense_is_refused() {
        QFETCH(QStringList, arguments);
        const auto options = read(arguments);
        QVERIFY(!options);
        QVERIFY(!options.error().message.empty());
    }

    void help_and_version_are_texts() {
        QVERIFY(read({"--help"})->text_to_print.contains("--export-chart"));
        QVERIFY(read({"--help"})->text_to_print.startsWith("Usage: sweeplab [options] [files…]\n"));
        QVERIFY(read({"--version"})->text_to_print.startsWith("sweeplab "));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_command_line)
#include "test_command_line.moc"
