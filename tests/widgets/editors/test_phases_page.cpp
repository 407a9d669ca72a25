// The page of the "phases" workload: phases as lines, and a policy of which only what is its own is shown.
#include <QComboBox>
#include <QPlainTextEdit>

#include "engine/workload/phases_spec.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/editors/phase_text.h"
#include "widgets/editors/phases_page.h"

using namespace sweeplab;

class test_phases_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lines_become_phases_and_lines_again() {
        const auto phases = phases_from_text("quiet: 100/s for 10 s\n\n big rush : 0.5 / s for 4.5s , poisson\n");
        QVERIFY(phases);
        const json expected = {{{"name", "quiet"}, {"rate", 100}, {"duration_s", 10}},
                               {{"name", "big rush"}, {"rate", 0.5}, {"duration_s", 4.5}, {"arrivals", "poisson"}}};
        QVERIFY(*phases == expected);
        QCOMPARE(phases_to_text(*phases), std::string("quiet: 100/s for 10 s\nbig rush: 0.5/s for 4.5 s, poisson\n"));
        QVERIFY(phases_from_text("  ")->is_null());
    }

    void a_line_that_is_no_phase_is_named() {
        for (const char* wrong : {"quiet", "quiet: fast", "quiet: 100 for 10", "quiet: -1/s for 10 s", ": 1/s for 1 s"}) {
            const auto phases = phases_from_text(std::string("good: 1/s for 1 s\n") + wrong);
            QVERIFY2(!phases, wrong);
            QVERIFY2(phases.error().text().find("line 2") != std::string::npos, phases.error().text().c_str());
        }
    }

    void what_lines_cannot_say_is_kept_as_json() {
        const json odd = {{{"name", "a:b"}, {"rate", 1}, {"duration_s", 1}}, {{"rate", "many"}, {"later", true}}};
        const auto text = phases_to_text(odd);
        QVERIFY(text.front() == '[');
        QVERIFY(*phases_from_text(text) == odd);
    }

    void a_new_plan_is_good_once_it_names_a_model() {
        json blank = phases_page::blank();
        blank["endpoint"]["model"] = "m";
        const auto read = read_phases_spec(blank, "/workload");
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        phases_page page;
        page.set_workload(blank);
        QVERIFY(page.workload() == blank);
    }

    void of_a_policy_only_what_belongs_to_its_kind_is_shown_and_written() {
        json load = phases_page::blank();
        load["endpoint"]["model"] = "m";
        load["policy"] = {{"kind", "threshold"}, {"up_above", 10}, {"max_workers", 4}};
        phases_page page;
        page.set_workload(load);
        QVERIFY(page.workload() == load);
        QVERIFY(read_phases_spec(page.workload(), "").has_value());
        page.form().field("/policy/kind")->set_value("target_latency");
        Q_EMIT page.form().field("/policy/kind")->changed();
        QVERIFY(!page.workload()["policy"].contains("up_above"));
        QVERIFY(page.form().field("/policy/p95_ms")->isVisibleTo(&page));
        QVERIFY(!page.form().field("/policy/up_above")->isVisibleTo(&page));
    }

    void items_and_time_limits_are_kept_and_can_be_typed() {
        json load = phases_page::blank();
        load["endpoint"]["model"] = "m";
        load["prompt"] = "Greet {item}";
        load["items"] = {"Ann", "Ben"};
        load["timeouts"] = {{"whole_s", 30}};
        load["result"] = {{"count", "/greetings"}};
        phases_page page;
        page.set_workload(load);
        QVERIFY(page.workload() == load);
        page.form().field("/items")->set_value({{"file", "names.txt"}});
        page.form().field("/timeouts/first_token_s")->set_value(5);
        QVERIFY(page.workload()["items"] == json({{"file", "names.txt"}}));
        QVERIFY(page.workload()["timeouts"] == json({{"whole_s", 30}, {"first_token_s", 5}}));
        const auto read = read_phases_spec(page.workload(), "/workload");
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        // Without items each request is the same, and the plan says nothing of them.
        page.form().field("/items")->set_value(json());
        QVERIFY(!page.workload().contains("items"));
        page.set_workload(phases_page::blank());
        QVERIFY(!page.workload().contains("items") && !page.workload().contains("timeouts"));
    }

    void a_typed_phase_that_is_none_is_said_at_its_place() {
        phases_page page;
        page.set_workload(phases_page::blank());
        auto* text = qobject_cast<QPlainTextEdit*>(page.form().field("/phases")->editor());
        text->setPlainText("busy for ever");
        QVERIFY(page.show_own_fault().contains("line 1"));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_phases_page)
#include "test_phases_page.moc"
