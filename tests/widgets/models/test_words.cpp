// Times, durations, money and errors as the window says them.
#include <QDateTime>

#include "tests/widgets/support/widget_test_main.h"
#include "widgets/models/words.h"

using namespace sweeplab;

class test_words : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durations_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << 0.0 << "0.0 s";
        QTest::newRow("short") << 0.84 << "0.8 s";
        QTest::newRow("rounds up to ten") << 9.97 << "10 s";
        QTest::newRow("seconds") << 41.2 << "41 s";
        QTest::newRow("just a minute") << 59.7 << "1 min";
        QTest::newRow("minutes") << 185.0 << "3 min 5 s";
        QTest::newRow("an hour") << 3600.0 << "1 h";
        QTest::newRow("hours") << 7830.0 << "2 h 11 min";
        QTest::newRow("days") << 200'000.0 << "2 d 8 h";
        QTest::newRow("negative") << -1.0 << "";
    }
    void durations() {
        QFETCH(double, seconds);
        QFETCH(QString, words);
        QCOMPARE(duration_in_words(seconds), words);
    }

    void ages() {
        const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0));
        const unix_ms now = noon.toMSecsSinceEpoch();
        QCOMPARE(time_ago(now - 5'000, now), QStringLiteral("just now"));
        QCOMPARE(time_ago(now + 5'000, now), QStringLiteral("just now"));  // clocks of two machines
        QCOMPARE(time_ago(now - 180'000, now), QStringLiteral("3 min ago"));
        QCOMPARE(time_ago(noon.addSecs(-3 * 3600).toMSecsSinceEpoch(), now), QStringLiteral("today, 09:00"));
        QCOMPARE(time_ago(noon.addDays(-1).toMSecsSinceEpoch(), now), QStringLiteral("yesterday, 12:00"));
        QCOMPARE(time_ago(noon.addDays(-4).toMSecsSinceEpoch(), now), QStringLiteral("17 Nov 2026"));
    }

    void money() {
        QCOMPARE(money_in_words(0, "USD"), QStringLiteral("USD 0.00"));
        QCOMPARE(money_in_words(0.00921, "USD"), QStringLiteral("USD 0.00921"));
        QCOMPARE(money_in_words(0.0921, "EUR"), QStringLiteral("EUR 0.092"));
        QCOMPARE(money_in_words(12.345, "USD"), QStringLiteral("USD 12.35"));
    }

    void rates() {
        QCOMPARE(rate_in_words(3.21), QStringLiteral("3.2"));
        QCOMPARE(rate_in_words(1250), QStringLiteral("1,250"));
        QCOMPARE(rate_in_words(34'000), QStringLiteral("34.0 k"));
        QCOMPARE(rate_in_words(3.1e6), QStringLiteral("3.1 M"));
    }

    void counting() {
        QCOMPARE(counted(1, "job", "jobs"), QStringLiteral("1 job"));
        QCOMPARE(counted(12'000, "job", "jobs"), QStringLiteral("12,000 jobs"));
    }

    void errors() {
        QCOMPARE(error_in_words({error_kind::bad_input, "must be a number", "/sweep/repeats", "Write 3."}),
                 QStringLiteral("/sweep/repeats: must be a number\nWrite 3."));
        QCOMPARE(error_in_words({error_kind::io, "disk full", "", ""}), QStringLiteral("disk full"));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_words)
#include "test_words.moc"
