// Addresses and runs that notes speak of: where they end, what is none, and that nothing in them becomes HTML.
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/models/note_links.h"

using namespace sweeplab;

namespace {

QStringList found_in(const QString& notes) {
    QStringList all;
    for (const auto& link : find_note_links(notes))
        all << (link.address.isEmpty() ? QStringLiteral("run %1").arg(link.run.value) : link.address);
    return all;
}

}  // namespace

class test_note_links : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data() {
        QTest::addColumn<QString>("notes");
        QTest::addColumn<QStringList>("links");
        const auto row = [](const char* name, const char* notes, const QStringList& links) {
            QTest::newRow(name) << QString::fromUtf8(notes) << links;
        };
        row("nothing", "only words, 12 of them", {});
        row("an address", "see https://example.org/a", {"https://example.org/a"});
        row("its end", "See https://example.org/a. And http://b.example?x=1, or http://c.example!",
            {"https://example.org/a", "http://b.example?x=1", "http://c.example"});
        row("in brackets", "(https://example.org/a) [https://example.org/b] <https://example.org/c>",
            {"https://example.org/a", "https://example.org/b", "https://example.org/c"});
        row("brackets of its own", "https://example.org/wiki/Amdahl_(law)", {"https://example.org/wiki/Amdahl_(law)"});
        row("both brackets", "(see https://example.org/wiki/Amdahl_(law)).", {"https://example.org/wiki/Amdahl_(law)"});
        row("in quotes", "\"https://example.org/a\" 'https://example.org/b'",
            {"https://example.org/a", "https://example.org/b"});
        row("a file", "log: file:///tmp/run.log;", {"file:///tmp/run.log"});
        row("a file elsewhere", "file://other.example/share", {});
        row("no other schemes",
            "javascript:alert(1) javascript://x.example/%0Aalert(1) data:text/html,x mailto:a@b.example "
            "ftp://x.example vbscript:x",
            {});
        row("a scheme in another", "evilhttp://x.example", {});
        row("no host", "http:///path https://", {});
        row("capitals", "HTTPS://Example.ORG/A", {"https://example.org/A"});
        row("runs", "as run 12, runs 13 and #14; Run #15", {"run 12", "run 13", "run 14", "run 15"});
        row("each once", "run 3, #3, https://a.example https://a.example", {"run 3", "https://a.example"});
        row("no runs", "#a1 #1a run 1.5 issue&#39; a#4 ##5 run 0 #0 rerun 7 run x", {});
        row("the end of a sentence", "Slower than run 12. (#13)", {"run 12", "run 13"});
        row("a number in an address", "https://example.org/a#12", {"https://example.org/a#12"});
        row("too long a number", "#99999999999999999999", {});
        row("lines", "https://a.example\nrun 2\n", {"https://a.example", "run 2"});
    }
    void finds() {
        QFETCH(QString, notes);
        QFETCH(QStringList, links);
        QCOMPARE(found_in(notes), links);
    }

    void nothing_becomes_html() {
        const auto links = find_note_links("https://example.org/?a=1&b=<b>2 https://example.org/'onmouseover=x #7");
        const QString html = links_as_html(links, [](run_id) { return QStringLiteral("<img src=x>\"&"); });
        QVERIFY(!html.contains("<b>"));
        QVERIFY(!html.contains("<img"));
        QVERIFY(html.contains("a=1&amp;b="));
        QVERIFY(html.contains("run 7: &lt;img src=x&gt;&quot;&amp;"));
        // What is followed is the number of the link, so that no text gets into an attribute.
        QVERIFY(html.contains("href=\"0\""));
        QVERIFY(!html.contains("href=\"http"));
    }

    void only_runs_that_there_are() {
        const auto links = find_note_links("#1 #2 https://a.example");
        const QString html =
            links_as_html(links, [](run_id run) { return run.value == 2 ? QStringLiteral("nightly") : QString(); });
        QVERIFY(!html.contains("run 1"));
        QVERIFY(html.contains("<a href=\"1\">run 2: nightly</a>"));
        QCOMPARE(html.count("<br>"), 1);
    }

    void long_addresses_are_shortened_only_to_the_eye() {
        const QString address = QStringLiteral("https://example.org/") + QString(500, QLatin1Char('a'));
        const auto links = find_note_links(address);
        QCOMPARE(links.front().address, address);
        QVERIFY(links_as_html(links, [](run_id) { return QString(); }).size() < 200);
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_note_links)
#include "test_note_links.moc"
