// The sweep that Run would start, and the shelf its plans come from.
#include <QFile>
#include <QSignalSpy>
#include <fstream>

#include "tests/support/temporary_folder.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/models/plan_shelf.h"
#include "widgets/models/sweep_draft.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json command_plan() {
    return {
        {"sweeplab", 1},
        {"name", "sleeping"},
        {"workload", {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"sleep", "{item}"}}, {"items", {"0.1", "0.2"}}}},
        {"sweep", {{"workers", {1, 2, 4}}, {"repeats", 3}}}};
}

json simulated_plan() {
    return {{"sweeplab", 1},
            {"workload",
             {{"kind", "llm"},
              {"endpoint", {{"base_url", "simulated"}, {"model", "sim-small"}}},
              {"items", {{"made_up", {{"count", 4}, {"words", 5}, {"seed", 1}}}}}}},
            {"sweep", {{"workers", {1, 2}}}}};
}

host_profile some_host(const std::string& name) {
    host_profile host;
    host.id = host.name = name;
    return host;
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

}  // namespace

class test_sweep_draft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void an_empty_draft_says_what_to_do() {
        const sweep_draft draft;
        QVERIFY(!draft.ready());
        QVERIFY(!draft.checked());
        QVERIFY(!draft.checked().error().advice.empty());
    }

    void takes_counts_and_repeats_from_the_plan() {
        sweep_draft draft;
        draft.set_plan({command_plan(), "/tmp", {}, false});
        draft.set_host(some_host("here"), true);
        QCOMPARE(draft.workers_text(), QStringLiteral("1, 2, 4"));
        QCOMPARE(draft.repeats(), 3);
        QCOMPARE(draft.name(), QStringLiteral("sleeping"));
        QVERIFY(draft.ready());
        QVERIFY(!draft.source().edited);
    }

    void automatic_counts_push_repeats_aside_and_give_them_back() {
        sweep_draft draft;
        draft.set_plan({command_plan(), "/tmp", {}, false});
        draft.set_host(some_host("here"), true);
        draft.set_workers_text("auto:8");
        QVERIFY(draft.ready());
        QVERIFY(draft.automatic());
        QCOMPARE(draft.checked()->sweep.automatic->most_workers, 8);
        QCOMPARE(draft.checked()->sweep.workers, std::vector<int>{1});
        QCOMPARE(draft.repeats(), 1);
        draft.set_repeats(5);  // has none
        QVERIFY(draft.ready());
        QVERIFY(!draft.predict_fault().isEmpty());
        draft.set_workers_text("auto:");
        QVERIFY(!draft.ready());
        QVERIFY(!draft.workers_fault().isEmpty());
        draft.set_workers_text("1-4");
        QVERIFY(draft.ready());
        QVERIFY(!draft.automatic());
        QCOMPARE(draft.repeats(), 3);
    }

    void typed_counts_are_checked_and_put_in() {
        sweep_draft draft;
        draft.set_plan({command_plan(), "/tmp", {}, false});
        draft.set_host(some_host("here"), true);
        draft.set_workers_text("1-4, 16");
        QVERIFY(draft.ready());
        QCOMPARE(draft.checked()->sweep.workers, (std::vector<int>{1, 2, 3, 4, 16}));
        QVERIFY(draft.source().edited);
        for (const char* wrong : {"", "0", "-1", "many", "100000", "2, 2", "1,,2"}) {
            draft.set_workers_text(QString::fromLatin1(wrong));
            QVERIFY2(!draft.ready(), wrong);
            QVERIFY2(!draft.workers_fault().isEmpty(), wrong);
        }
        draft.set_workers_text("8");
        QVERIFY(draft.ready());
    }

    void repeats_are_put_in() {
        sweep_draft draft;
        draft.set_plan({command_plan(), "/tmp", {}, false});
        draft.set_repeats(7);
        QCOMPARE(draft.checked()->sweep.repeats, 7);
        QVERIFY(draft.source().edited);
    }

    void predicting_first_is_put_in_and_taken_out() {
        sweep_draft draft;
        QVERIFY(!draft.predict_fault().isEmpty());
        draft.set_predict(true);
        QVERIFY(!draft.has_plan());
        draft.set_plan({command_plan(), "/tmp", {}, false});
        QVERIFY(!draft.predict());
        QVERIFY(draft.predict_fault().isEmpty());
        draft.set_predict(true);
        QVERIFY(draft.predict() && draft.checked()->sweep.predict && draft.source().edited);
        draft.set_predict(false);
        QVERIFY(!draft.checked()->sweep.predict);
        QVERIFY(draft.source().document == command_plan());
    }

    // What the draft allows is what the plan's reader takes.
    void predicting_first_needs_counts_that_allow_it() {
        const auto agrees = [](const json& sweep) {
            json document = command_plan();
            document["sweep"] = sweep;
            sweep_draft draft;
            draft.set_plan({document, "/tmp", {}, false});
            const bool possible = draft.predict_fault().isEmpty();
            draft.set_predict(true);
            return draft.checked().has_value() == possible ? (possible ? "possible" : "refused") : "they disagree";
        };
        QCOMPARE(agrees({{"workers", {1, 2, 4}}}), "possible");
        QCOMPARE(agrees({{"workers", {1, 2}}}), "refused");
        QCOMPARE(agrees({{"workers", {2, 4, 8}}}), "refused");
        QCOMPARE(agrees({{"workers", {8, 4, 1}}, {"repeats", 3}}), "possible");
        const json adaptive = {{"at_least", 2}, {"half_width_pct", 5}};
        QCOMPARE(agrees({{"workers", {1, 2, 4}}, {"repeats", 9}, {"order", "blocks"}, {"adaptive", adaptive}}), "refused");
        QCOMPARE(agrees({{"workers", {1, 2, 4}}, {"auto", {{"trials", 9}}}}), "refused");
    }

    void a_faulty_plan_is_kept_and_explained() {
        json document = command_plan();
        document["workload"]["argv"] = json::array();
        document["sweep"]["workers"] = "many";
        sweep_draft draft;
        draft.set_plan({document, "/tmp", {}, false});
        draft.set_host(some_host("here"), true);
        QVERIFY(!draft.ready());
        QVERIFY(!draft.checked().error().where.empty());
        QCOMPARE(draft.workers_text(), QStringLiteral("\"many\""));
        draft.set_plan({json::array(), {}, {}, false});
        QVERIFY(!draft.ready());
        draft.set_repeats(2);
        draft.set_workers_text("4");
        QVERIFY(!draft.ready());
    }

    void commands_run_here_or_where_a_host_is_reached() {
        sweep_draft draft;
        draft.set_plan({command_plan(), "/tmp", {}, false});
        draft.set_host(some_host("elsewhere"), false);
        QVERIFY(draft.host_fault().contains("elsewhere"));
        QVERIFY(!draft.ready());
        draft.set_plan({simulated_plan(), "/tmp", {}, false});
        QVERIFY(draft.simulated());
        QVERIFY(!draft.host_fault().isEmpty());
        auto reached = some_host("elsewhere");
        reached.reached_by = "ssh elsewhere";
        draft.set_host(reached, false);
        QVERIFY(draft.ready());
        draft.set_host(some_host("elsewhere"), false);
        json remote = simulated_plan();
        remote["workload"]["endpoint"]["base_url"] = "http://elsewhere:8080/v1";
        draft.set_plan({remote, "/tmp", {}, false});
        QVERIFY(draft.host_fault().isEmpty());
        QVERIFY(draft.ready());
    }

    void plans_are_written_and_read_back() {
        temporary_folder folder;
        const auto file = folder.path() / "new" / "plan.json";
        QVERIFY(write_plan_document(file, command_plan()).has_value());
        const auto read = read_plan_document(file);
        QVERIFY(read.has_value());
        QVERIFY(read->document == command_plan());
        QCOMPARE(read->base, file.parent_path());
    }

    void what_is_no_plan_is_refused_in_words() {
        temporary_folder folder;
        write(folder.path() / "list.json", "[1]");
        write(folder.path() / "broken.json", "{\"a\": ");
        for (const char* name : {"list.json", "broken.json", "missing.json"}) {
            const auto read = read_plan_document(folder.path() / name);
            QVERIFY(!read.has_value());
            QVERIFY2(read.error().where.find(name) != std::string::npos, name);
        }
    }

    void the_shelf_lists_each_file_once() {
        temporary_folder folder;
        const plan_folders folders{folder.path() / "examples", folder.path() / "saved"};
        write(folders.examples / "demo.json", simulated_plan().dump());
        write(folders.examples / "not_a_plan.json", "{\"a\": 1}");
        write(folders.examples / "chunks.jsonl", "{}");
        write(folders.saved / "mine.json", command_plan().dump());
        write(folder.path() / "other.json", command_plan().dump());
        const auto plans = list_plans(folders, {folders.saved / "mine.json", folder.path() / "other.json",
                                                folders.examples / "demo.json", folder.path() / "gone.json"});
        QCOMPARE(plans.size(), std::size_t{3});
        QVERIFY(plans[0].from == plan_entry::origin::saved && plans[0].title == "sleeping");
        QVERIFY(plans[1].from == plan_entry::origin::recent);
        QVERIFY(plans[2].from == plan_entry::origin::example && plans[2].title == "demo");
    }

    void the_working_copy_survives() {
        temporary_folder folder;
        session_bridge bridge;
        const plan_shelf shelf(bridge, {folder.path() / "examples", folder.path() / "data" / "plans"});
        QVERIFY(shelf.working_copy().document.is_null());
        shelf.keep_working_copy({command_plan(), "/some/where", "/some/where/plan.json", true});
        const plan_document kept = shelf.working_copy();
        QVERIFY(kept.document == command_plan());
        QCOMPARE(kept.base.string(), std::string("/some/where"));
        QVERIFY(kept.edited);
        shelf.keep_working_copy({});
        QVERIFY(shelf.working_copy().document.is_null());
    }

private:
    fresh_settings settings_;
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    test_sweep_draft tests;
    return QTest::qExec(&tests, argc, argv);
}
#include "test_sweep_draft.moc"
