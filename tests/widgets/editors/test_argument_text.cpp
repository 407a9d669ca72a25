// Arguments and hardware as text that a person types, and back without loss.
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/editors/argument_text.h"
#include "widgets/editors/hardware_text.h"

using namespace sweeplab;
using words = std::vector<std::string>;

class test_argument_text : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splits_like_a_person_expects() {
        QCOMPARE(*split_arguments("uv run generate --prompt={prompt}"),
                 (words{"uv", "run", "generate", "--prompt={prompt}"}));
        QCOMPARE(*split_arguments("  sh -c 'sleep 1; echo \"done\"'\n"), (words{"sh", "-c", "sleep 1; echo \"done\""}));
        // No raw strings here: moc does not read them inside a macro's arguments.
        QCOMPARE(*split_arguments("\"a \\\"b\\\" \\\\ \\n\" c\\ d"), (words{"a \"b\" \\ \\n", "c d"}));
        QCOMPARE(*split_arguments("a''b \"\""), (words{"ab", ""}));
        QCOMPARE(*split_arguments(""), words{});
        QCOMPARE(*split_arguments("trailing\\"), (words{"trailing\\"}));
    }

    void an_open_quote_is_named() {
        const auto split = split_arguments("sh -c 'sleep 1");
        QVERIFY(!split);
        QVERIFY(split.error().message.find("character 7") != std::string::npos);
        QVERIFY(!split_arguments("a \"b\\"));
    }

    void every_list_survives() {
        const std::vector<words> lists{{"a", "b c", "", "d'e", "f\"g", "h\\i", "two\nlines", "tab\there"},
                                       {"'", "\"", "\\", "\\\\", "'\"\\ \n"},
                                       {"{item}", "--x={\"a\": [1, 2]}", "ümlaut", "$HOME", "*"},
                                       {" ", "\n", "\r\n"}};
        for (const words& list : lists) {
            QCOMPARE(*split_arguments(join_arguments(list)), list);
            QCOMPARE(*split_arguments(join_arguments(list, "\n")), list);
        }
    }

    void every_text_fits_on_one_line() {
        for (const std::string text : {"", "plain", "two\nlines", "back\\slash", "\\n", "\\\\n\n\\"}) {
            QVERIFY(to_one_line(text).find('\n') == std::string::npos);
            QCOMPARE(from_one_line(to_one_line(text)), text);
        }
        QCOMPARE(from_one_line("a\\tb\\"), std::string("a\\tb\\"));
    }

    void caches_and_cards_survive() {
        const json caches = {{{"level", 1}, {"kind", "data"}, {"bytes", 32768}, {"count", 8}},
                             {{"level", 3}, {"kind", "unified"}, {"bytes", 100663296}, {"count", 1}},
                             {{"level", 2}, {"bytes", 1000}, {"count", 2}}};
        QVERIFY(caches_to_text(caches) == std::string("L1 data 32 KB x 8\nL3 unified 96 MB\nL2 1000 B x 2"));
        QVERIFY(*caches_from_text(caches_to_text(caches)) == caches);
        const json gpus = {{{"name", "NVIDIA RTX 3090"}, {"memory_bytes", 25769803776}, {"driver", "550.54"}},
                           {{"name", "integrated"}}};
        QVERIFY(gpus_to_text(gpus) == std::string("NVIDIA RTX 3090, 24 GB, driver 550.54\nintegrated"));
        QVERIFY(*gpus_from_text(gpus_to_text(gpus)) == gpus);
        QVERIFY(caches_from_text("\n \n")->is_null());
    }

    void faulty_lines_are_named() {
        for (const char* text : {"32 KB", "L0 data 1 KB", "L1 data", "L1 data 32 TB", "L1 data 32 KB x many"}) {
            const auto caches = caches_from_text(std::string("L3 1 MB\n") + text);
            QVERIFY2(!caches, text);
            QVERIFY(caches.error().message.find("line 2") != std::string::npos);
        }
        QVERIFY(!gpus_from_text(", 24 GB"));
        QVERIFY(!gpus_from_text("card, lots"));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_argument_text)
#include "test_argument_text.moc"
