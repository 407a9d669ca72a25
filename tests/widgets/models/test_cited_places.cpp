// Where cited cells stand in their file's text: lines, JSON pointers, and the value where it is clear which is meant.
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/models/cited_places.h"

using namespace sweeplab;

namespace {

QString piece(const QString& text, const text_range& range) { return text.mid(range.start, range.length); }

}  // namespace

class test_cited_places : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lines() {
        const QString text = QStringLiteral("# 12 items\nworkers,time_s\n1,171.14\n4,58.50");
        const auto last = find_cited(text, {"line 4", "", "time_s", "58.50"});
        QVERIFY(last && last->value);
        QCOMPARE(piece(text, last->line), QStringLiteral("4,58.50"));
        QCOMPARE(piece(text, *last->value), QStringLiteral("58.50"));
        const auto first = find_cited(text, {"line 1", "", "items", "12"});
        QVERIFY(first && first->value);
        QCOMPARE(piece(text, *first->value), QStringLiteral("12"));
        QVERIFY(!find_cited(text, {"line 5", "", "", "1"}));
        QVERIFY(!find_cited(text, {"line 0", "", "", "1"}));
        QVERIFY(!find_cited(text, {"line x", "", "", "1"}));
        QVERIFY(!find_cited(text, {"", "", "", "1"}));
    }

    void a_value_that_may_be_another_is_not_marked() {
        const QString text = QStringLiteral("4,4\n1,171.14\n");
        QVERIFY(find_cited(text, {"line 1", "", "", "4"}) && !find_cited(text, {"line 1", "", "", "4"})->value);
        const auto one = find_cited(text, {"line 2", "", "", "1"});
        QVERIFY(one && one->value);
        QCOMPARE(one->value->start, qsizetype{4});  // and not in 171.14
    }

    void pointers() {
        const QString text = QStringLiteral(
            "{\"a\": {\"no]t\": \"x,\\\"}\"}, \"claims\": [ {\"s\": 1}, {\"p/q\" : [90, 100] , \"w\":\"same\"} ], "
            "\"z\":-2.5e3}");
        const auto at = [&](const char* place) {
            const auto found = find_cited(text, {place, "", "", ""});
            return found ? piece(text, found->line) : QStringLiteral("nowhere");
        };
        QCOMPARE(at("/claims/1/p~1q"), QStringLiteral("[90, 100]"));
        QCOMPARE(at("/claims/1/p~1q/1"), QStringLiteral("100"));
        QCOMPARE(at("/claims/1/w"), QStringLiteral("\"same\""));
        QCOMPARE(at("/claims/0/s"), QStringLiteral("1"));
        QCOMPARE(at("/z"), QStringLiteral("-2.5e3"));
        QCOMPARE(at("/a/no]t"), QStringLiteral("\"x,\\\"}\""));
        QCOMPARE(at("/claims/2"), QStringLiteral("nowhere"));
        QCOMPARE(at("/y"), QStringLiteral("nowhere"));
        QCOMPARE(at("/z/deeper"), QStringLiteral("nowhere"));
    }

    void text_that_was_cut_gives_nothing() {
        for (const char* text : {"{\"a\": {\"b\": ", "{\"a\": [1, ", "{\"a", "[", "", "{\"a\": \"x"})
            QVERIFY2(!find_cited(QString::fromUtf8(text), {"/a/b", "", "", ""}), text);
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_cited_places)
#include "test_cited_places.moc"
