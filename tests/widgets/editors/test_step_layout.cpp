// The steps of a pipeline as an editor sees them: what they wait for, where they are drawn, and what follows a new name or
// a removal.
#include <QTest>
#include <random>

#include "engine/foundation/json_reader.h"
#include "widgets/editors/step_layout.h"
#include "widgets/editors/step_removal_words.h"
#include "widgets/models/plan_shelf.h"

using namespace sweeplab;

namespace {

json model(const char* name, const char* prompt) { return {{"name", name}, {"llm", {{"prompt", prompt}}}}; }

json small_pipeline() {
    json after_all = {{"name", "d"}, {"wait_s", 1}, {"after", {"b", "c"}}};
    return {{"steps", json::array({model("a", "hello"),
                                   model("b", "of {steps.a.text}"),
                                   {{"name", "c"}, {"command", {{"argv", {"wc", "{steps.a.text}"}}}}, {"after", {"a"}}},
                                   after_all})},
            {"milestones", json::array({{{"name", "core"}, {"steps", {"a", "b"}}}, {{"name", "lone"}, {"steps", {"c"}}}})}};
}

bool each_stands_behind_what_it_needs(const step_layout& layout) {
    return std::ranges::all_of(layout.lines, [&](const step_layout::line& line) {
        const auto layer = [&](int step) { return layout.steps[static_cast<std::size_t>(step)].layer; };
        return line.circular || (layer(line.link.to) > layer(line.link.from) &&
                                 static_cast<int>(line.bends.size()) == layer(line.link.to) - layer(line.link.from) - 1);
    });
}

// Steps of one layer keep a whole row between them.
bool none_overlap(const step_layout& layout) {
    for (std::size_t i = 0; i < layout.steps.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (layout.steps[i].layer == layout.steps[j].layer &&
                std::abs(layout.steps[i].row - layout.steps[j].row) < 1 - 1e-9)
                return false;
    return true;
}

}  // namespace

class test_step_layout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void links_come_from_texts_and_from_after() {
        const auto links = links_of_steps(small_pipeline()["steps"]);
        const std::vector<step_link> expected{{0, 1, true}, {0, 2, true}, {1, 3, false}, {2, 3, false}};
        QVERIFY(links == expected);
    }

    void unfinished_steps_are_no_trouble() {
        const json odd = {7, nullptr, {{"name", 3}}, {{"name", "x"}, {"after", {"nobody", 4, "x"}}}, {{"llm", "text"}}};
        QCOMPARE(names_of_steps(odd).size(), std::size_t{5});
        const auto links = links_of_steps(odd);
        QVERIFY(links == (std::vector<step_link>{{3, 3, false}}));
        const auto layout = lay_out_steps(5, links);
        QVERIFY(layout.lines[0].circular);
        QCOMPARE(kind_of_step(odd[4]), step_kind::model);
        QVERIFY(links_of_steps(json()).empty());
        QCOMPARE(lay_out_steps(0, {}).layers, 0);
    }

    void every_step_is_drawn_behind_what_it_waits_for() {
        const auto document = read_plan_document(SWEEPLAB_SOURCE_DIR "/resources/plans/report_pipeline.json");
        QVERIFY(document.has_value());
        const json& steps = document->document["workload"]["steps"];
        const auto layout = lay_out_steps(static_cast<int>(steps.size()), links_of_steps(steps));
        QCOMPARE(layout.layers, 4);
        QVERIFY(each_stands_behind_what_it_needs(layout));
        QVERIFY(none_overlap(layout));
        for (std::size_t i = 3; i < steps.size(); ++i) QCOMPARE(layout.steps[i].layer, 3);
    }

    void random_graphs_are_laid_out_well() {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            const int steps = 1 + static_cast<int>(random() % 20);
            std::vector<step_link> links;
            for (int to = 0; to < steps; ++to)
                for (int from = 0; from < to; ++from)
                    if (random() % 5 == 0) links.push_back({from, to, random() % 2 == 0});
            const auto layout = lay_out_steps(steps, links);
            QVERIFY(each_stands_behind_what_it_needs(layout));
            QVERIFY(none_overlap(layout));
            QVERIFY(std::ranges::none_of(layout.lines, &step_layout::line::circular));
            // With lines that lead back it ends as well, and no other line is called circular.
            links.push_back({steps - 1, 0, true});
            const auto other = lay_out_steps(steps, links);
            QVERIFY(each_stands_behind_what_it_needs(other));
            QVERIFY(none_overlap(other));
        }
    }

    void crossings_are_undone() {
        // a→d, b→c: drawn in the order of the steps the lines would cross.
        const auto layout = lay_out_steps(4, {{0, 3, true}, {1, 2, true}});
        QVERIFY((layout.steps[0].row < layout.steps[1].row) == (layout.steps[3].row < layout.steps[2].row));
    }

    void the_longest_chain_is_known_when_all_times_are() {
        const auto document = read_plan_document(SWEEPLAB_SOURCE_DIR "/resources/plans/report_pipeline.json");
        json steps = document->document["workload"]["steps"];
        const auto chain = longest_chain_of(steps);
        QCOMPARE(chain.seconds, 140.0);
        QVERIFY(chain.steps == (std::vector<int>{0, 1, 2, 5}));
        steps[4].erase("simulated_s");
        QVERIFY(longest_chain_of(steps).steps.empty());
        steps[4]["simulated_s"] = 1;
        steps[0]["after"] = {"financial"};
        QVERIFY(longest_chain_of(steps).steps.empty());
    }

    void a_new_name_follows_wherever_the_step_is_named() {
        const json renamed = with_step_renamed(small_pipeline(), 0, "facts");
        QVERIFY(renamed["steps"][0]["name"] == "facts");
        QVERIFY(renamed["steps"][1]["llm"]["prompt"] == "of {steps.facts.text}");
        QVERIFY(renamed["steps"][2]["command"]["argv"] == json({"wc", "{steps.facts.text}"}));
        QVERIFY(renamed["steps"][2]["after"] == json({"facts"}));
        QVERIFY(renamed["milestones"][0]["steps"] == json({"facts", "b"}));
        // Names that cannot be, or are another step's, are only the step's own.
        for (const char* name : {"", "b", "x}", "x "}) {
            json expected = small_pipeline();
            expected["steps"][0]["name"] = name;
            QVERIFY(with_step_renamed(small_pipeline(), 0, name) == expected);
        }
    }

    void removing_a_step_names_who_referred_to_it() {
        const auto removal = without_step(small_pipeline(), 2);
        QVERIFY(removal.workload["steps"][2] == json({{"name", "d"}, {"wait_s", 1}, {"after", {"b"}}}));
        QVERIFY(removal.waited == std::vector<std::string>{"d"});
        QVERIFY(removal.reading.empty());
        QVERIFY(removal.ended_milestones == std::vector<std::string>{"lone"});
        QCOMPARE(removal.workload["milestones"].size(), std::size_t{1});

        const auto first = without_step(small_pipeline(), 0);
        QVERIFY(first.reading == (std::vector<std::string>{"b", "c"}));
        QVERIFY(first.waited == std::vector<std::string>{"c"});
        QVERIFY(!first.workload["steps"][1].contains("after"));
        QVERIFY(first.milestones == std::vector<std::string>{"core"});
        QVERIFY(first.workload["steps"][0]["llm"]["prompt"] == "of {steps.a.text}");  // the author's to change
        const QString words = removal_in_words("a", first);
        for (const char* part : {"“a” was removed", "“b”", "“c”", "“core”"})
            QVERIFY2(words.contains(QString::fromUtf8(part)), qPrintable(words));
    }
};

QTEST_GUILESS_MAIN(test_step_layout)
#include "test_step_layout.moc"
