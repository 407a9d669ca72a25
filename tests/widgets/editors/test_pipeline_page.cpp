// The page of the "pipeline" workload: the graph, the selected step's form, and how the two keep the plan.
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>

#include "engine/workload/workload_kinds.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/editors/pipeline_page.h"
#include "widgets/editors/plan_editor.h"
#include "widgets/editors/step_graph.h"
#include "widgets/models/plan_shelf.h"
#include "widgets/panels/styled_label.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;

namespace {

constexpr int patience = 60'000;

plan_document report_plan() {
    return read_plan_document(SWEEPLAB_SOURCE_DIR "/resources/plans/report_pipeline.json").value();
}

template <class Widget>
Widget* seen(const QWidget& top, const char* name) {
    for (auto* widget : top.findChildren<Widget*>())
        if (widget->accessibleName() == QString::fromUtf8(name) && widget->isVisible()) return widget;
    return nullptr;
}

QString labels(const QWidget& top, label_part part) {
    QStringList texts;
    for (const auto* label : top.findChildren<styled_label*>())
        if (label->part() == part && label->isVisible() && !label->text().isEmpty()) texts << label->text();
    return texts.join(QLatin1Char('|'));
}

QListWidgetItem* name_in(const QListWidget* list, const char* name) {
    for (int i = 0; i < list->count(); ++i)
        if (list->item(i)->data(Qt::UserRole).toString() == QLatin1String(name)) return list->item(i);
    return nullptr;
}

void type(QLineEdit* line, const char* text) {
    line->selectAll();
    QTest::keyClicks(line, QLatin1String(text));
}

struct fixture {
    session_bridge bridge;
    plan_editor editor;
    step_graph* graph;

    explicit fixture(plan_document plan = report_plan()) : editor(bridge, std::move(plan)) {
        editor.show();
        graph = editor.findChild<step_graph*>();
    }
    json workload() const { return editor.edited_plan().document["workload"]; }
    result<plan> read() const { return read_plan(editor.edited_plan().document, known_workload_kinds()); }
    int step(const char* name) const {
        const auto& steps = graph->pipeline().steps;
        const auto found = std::ranges::find(steps, QLatin1String(name), &drawn_step::name);
        return found == steps.end() ? -1 : static_cast<int>(found - steps.begin());
    }
    bool becomes_good(bool good) const {
        auto* ok = editor.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        return QTest::qWaitFor([&] { return ok->isEnabled() == good; }, patience);
    }
};

}  // namespace

class test_pipeline_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*"))); }

    void a_plan_to_begin_with_is_good_and_stays_as_it_is() {
        const fixture f(plan_editor::blank_plan("pipeline"));
        QVERIFY2(f.read().has_value(), f.read() ? "" : f.read().error().text().c_str());
        QVERIFY(f.workload() == pipeline_page::blank());
        QVERIFY(!seen<QLineEdit>(f.editor, "Step's name")->text().isEmpty());
    }

    void looking_at_every_step_changes_nothing() {
        json document = report_plan().document;
        json& steps = document["workload"]["steps"];
        steps[0]["from_the_future"] = {1, 2};
        steps[1]["llm"]["timeouts"] = {{"connect_s", 3}};
        steps[1]["llm"]["result"] = {{"count", "/facts"}};
        steps[2]["llm"]["endpoint"] = {{"base_url", "simulated"}, {"model", "sim-large"}};
        steps.push_back({{"name", "count"},
                         {"command", {{"argv", {"wc", "-w"}}, {"stdin", "{steps.risk.text}"}, {"keep_output_bytes", 10}}},
                         {"after", {"metrics", "risk"}},
                         {"max_attempts", 2}});
        steps.push_back({{"name", "rest"}, {"wait_s", 0.5}, {"after", json::array()}});
        steps.push_back({{"name", "both"}, {"wait_s", 1}, {"llm", {{"prompt", "x"}}}});
        fixture f({document, "/tmp", {}, false});
        for (int i = 0; i < static_cast<int>(steps.size()); ++i) {
            f.graph->select(i);
            QCOMPARE(f.workload().dump(), document["workload"].dump());
        }
        for (const json& odd : {json("text"), json::object(), json::array({1, "x"}), json()}) {
            document["workload"]["steps"] = odd;
            const fixture other({document, "/tmp", {}, false});
            QVERIFY(odd.is_null() || other.workload()["steps"] == odd);
        }
    }

    void the_graph_says_what_each_step_waits_for() {
        const fixture f;
        QCOMPARE(f.graph->pipeline().steps.size(), std::size_t{10});
        QVERIFY(f.graph->pipeline().steps[0].milestones == std::vector<int>{0});
        QVERIFY(f.graph->pipeline().longest == (std::vector<int>{0, 1, 2, 5}));
        QVERIFY(f.graph->words_for(2).contains(QLatin1String("profile analysis, idea research")));
        QVERIFY(f.graph->accessibleDescription().contains(QLatin1String("profile analysis")));
        QVERIFY(labels(f.editor, label_part::note).contains(QLatin1String("2 min 20 s")));
        for (const auto& line : f.graph->layout_of_steps().lines)
            QVERIFY(f.graph->place_of(line.link.to).left() > f.graph->place_of(line.link.from).right());
    }

    void arrow_keys_move_along_the_lines() {
        const fixture f;
        f.graph->setFocus();
        for (const char* expected : {"idea research", "recommendations"}) {
            QTest::keyClick(f.graph, Qt::Key_Right);
            QCOMPARE(f.graph->selected(), f.step(expected));
        }
        QTest::keyClick(f.graph, Qt::Key_Right);
        const int middle = f.graph->selected();
        QCOMPARE(f.graph->layout_of_steps().steps[static_cast<std::size_t>(middle)].layer, 3);
        QTest::keyClick(f.graph, Qt::Key_Down);
        QVERIFY(f.graph->place_of(f.graph->selected()).top() > f.graph->place_of(middle).top());
        QTest::keyClick(f.graph, Qt::Key_Up);
        QCOMPARE(f.graph->selected(), middle);
        QTest::keyClick(f.graph, Qt::Key_Left);
        QCOMPARE(f.graph->selected(), f.step("recommendations"));
        QTest::keyClick(f.graph, Qt::Key_End);
        QCOMPARE(f.graph->selected(), 9);
        QCOMPARE(seen<QLineEdit>(f.editor, "Step's name")->text(), QStringLiteral("risk priority"));
        QTest::keyClick(f.graph, Qt::Key_Return);
        QVERIFY(f.editor.isVisible());  // the dialog was not accepted by it
        QTRY_COMPARE(f.editor.focusWidget(), static_cast<QWidget*>(seen<QLineEdit>(f.editor, "Step's name")));
    }

    void what_is_typed_becomes_the_plan() {
        fixture f;
        json expected = f.workload();
        f.graph->select(f.step("risk"));
        seen<QPlainTextEdit>(f.editor, "Prompt")->setPlainText("Name three risks:\n{steps.financial.text}");
        type(seen<QLineEdit>(f.editor, "Tries"), "3");
        name_in(seen<QListWidget>(f.editor, "After"), "market")->setCheckState(Qt::Checked);
        json& step = expected["steps"][4];
        step["llm"]["prompt"] = "Name three risks:\n{steps.financial.text}";
        step["max_attempts"] = 3;
        step["after"] = {"market"};
        QCOMPARE(f.workload().dump(), expected.dump());
        QVERIFY(f.read().has_value());
        const auto& links = f.graph->pipeline().links;
        QVERIFY(std::ranges::find(links, step_link{6, 4, false}) != links.end());
        QVERIFY(std::ranges::find(links, step_link{3, 4, true}) != links.end());
        name_in(seen<QListWidget>(f.editor, "After"), "market")->setCheckState(Qt::Unchecked);
        QVERIFY(!f.workload()["steps"][4].contains("after"));
    }

    void a_steps_time_limits_and_result_rules_can_be_typed_and_are_kept() {
        fixture f;
        json expected = f.workload();
        f.graph->select(f.step("risk"));
        const auto tick = [&](const char* name) {
            auto* box = seen<QCheckBox>(f.editor, name);
            QVERIFY2(box, name);
            box->click();
        };
        QVERIFY(!seen<QLineEdit>(f.editor, "First token"));
        tick("Time limits, s");
        QVERIFY2(f.read().has_value(), f.read() ? "" : f.read().error().text().c_str());
        type(seen<QLineEdit>(f.editor, "First token"), "7");
        type(seen<QLineEdit>(f.editor, "Whole request"), "90");
        tick("Results");
        QVERIFY2(f.read().has_value(), f.read() ? "" : f.read().error().text().c_str());
        type(seen<QLineEdit>(f.editor, "Result count"), "/risks");
        json& step = expected["steps"][4]["llm"];
        step["timeouts"] = {{"first_token_s", 7}, {"whole_s", 90}};
        step["result"] = {{"count", "/risks"}};
        QVERIFY2(f.workload() == expected, f.workload().dump().c_str());
        QVERIFY(f.read().has_value());
        f.graph->select(0);
        f.graph->select(f.step("risk"));
        QCOMPARE(seen<QLineEdit>(f.editor, "Result count")->text(), QStringLiteral("/risks"));
        // Read again, as from a file.
        fixture again({f.editor.edited_plan().document, "/tmp", {}, false});
        again.graph->select(again.step("risk"));
        QVERIFY(seen<QLineEdit>(again.editor, "First token")->text() == QLatin1String("7"));
        QVERIFY(again.workload() == expected);
        seen<QCheckBox>(again.editor, "Time limits, s")->click();
        QVERIFY(!again.workload()["steps"][4]["llm"].contains("timeouts"));
        const auto taken = f.read();
        const auto spec = taken->workload->to_json();
        QVERIFY(spec["steps"][4]["llm"]["timeouts"]["first_token_s"] == 7);
    }

    void a_commands_result_rule_is_kept() {
        json document = report_plan().document;
        document["workload"]["steps"].push_back(
            {{"name", "count"}, {"command", {{"argv", {"wc", "-w"}}, {"timeout_s", 5}, {"result", {{"count", "/n"}}}}}});
        fixture f({document, "/tmp", {}, false});
        f.graph->select(f.step("count"));
        QCOMPARE(seen<QLineEdit>(f.editor, "Result count")->text(), QStringLiteral("/n"));
        type(seen<QLineEdit>(f.editor, "Result count"), "/words");
        document["workload"]["steps"][10]["command"]["result"]["count"] = "/words";
        QVERIFY(f.workload() == document["workload"]);
        QVERIFY(f.read().has_value());
    }

    void another_kind_and_back_loses_nothing() {
        fixture f;
        const json before = f.workload();
        f.graph->select(3);
        const auto choose = [&](int kind) {
            auto* choice = seen<QComboBox>(f.editor, "What it does");
            choice->setCurrentIndex(choice->findData(kind));
        };
        choose(static_cast<int>(step_kind::command));
        json step = f.workload()["steps"][3];
        QVERIFY(step.contains("command") && !step.contains("llm") && !step.contains("simulated_s"));
        seen<QPlainTextEdit>(f.editor, "Command")->setPlainText("wc -w");
        QVERIFY(f.workload()["steps"][3]["command"]["argv"] == json({"wc", "-w"}));
        choose(static_cast<int>(step_kind::wait));
        type(seen<QLineEdit>(f.editor, "Seconds"), "0.25");
        step = f.workload()["steps"][3];
        QVERIFY(step == json({{"name", "financial"}, {"wait_s", 0.25}}));
        QVERIFY(f.read().has_value());
        choose(static_cast<int>(step_kind::model));
        QCOMPARE(f.workload().dump(), before.dump());
    }

    void a_new_name_follows_even_past_another_steps_name() {
        fixture f;
        json expected = f.workload();
        f.graph->select(f.step("recommendations"));
        type(seen<QLineEdit>(f.editor, "Step's name"), "risk");  // another step's: no reference may change sides
        type(seen<QLineEdit>(f.editor, "Step's name"), "risky advice");
        std::string text = expected.dump();
        for (const auto& [from, to] :
             {std::pair<std::string, std::string>{"steps.recommendations.text", "steps.risky advice.text"},
              {"\"recommendations\"", "\"risky advice\""}})
            for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
                text.replace(at, from.size(), to);
        QCOMPARE(f.workload().dump(), text);
        QVERIFY(f.read().has_value());
        QCOMPARE(f.step("risky advice"), 2);
    }

    void a_step_is_added_behind_the_selected_one() {
        fixture f;
        f.graph->select(f.step("market"));
        f.graph->setFocus();
        QTest::keyClick(f.graph, Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(f.graph->pipeline().steps.size(), std::size_t{11});
        QCOMPARE(f.graph->selected(), f.step("market") + 1);
        const auto& links = f.graph->pipeline().links;
        QVERIFY(std::ranges::find(links, step_link{6, 7, true}) != links.end());
        QVERIFY2(f.read().has_value(), f.read() ? "" : f.read().error().text().c_str());
        QTRY_COMPARE(f.editor.focusWidget(), static_cast<QWidget*>(seen<QLineEdit>(f.editor, "Step's name")));
    }

    void removing_a_step_says_who_referred_to_it_and_can_be_undone() {
        fixture f;
        const json before = f.workload();
        f.graph->select(f.step("recommendations"));
        f.graph->setFocus();
        QTest::keyClick(f.graph, Qt::Key_Delete);
        QCOMPARE(f.graph->pipeline().steps.size(), std::size_t{9});
        const QString said = labels(f.editor, label_part::warning);
        for (const char* part : {"recommendations", "risk priority", "core ready"})
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
        QVERIFY(f.workload()["milestones"][0]["steps"] == json({"profile analysis", "idea research"}));
        QVERIFY(f.becomes_good(false));
        seen<QPushButton>(f.editor, "Put the removed step back")->click();
        QCOMPARE(f.workload().dump(), before.dump());
        QVERIFY(labels(f.editor, label_part::warning).isEmpty());
        QVERIFY(f.becomes_good(true));
    }

    void faults_stand_at_their_step_and_field() {
        fixture f;
        f.graph->select(f.step("financial"));
        seen<QPlainTextEdit>(f.editor, "Prompt")->setPlainText("of {steps.nobody.text}");
        QVERIFY(f.becomes_good(false));
        QVERIFY(f.graph->pipeline().steps[3].faulty);
        auto* prompt = seen<QPlainTextEdit>(f.editor, "Prompt");
        QVERIFY(labels(*prompt->parentWidget()->parentWidget(), label_part::fault).contains(QLatin1String("nobody")));
        // From another step it is told by name, and the mark leads there.
        f.graph->select(f.step("risk"));
        QVERIFY(labels(f.editor, label_part::fault).contains(QString::fromUtf8("“financial”")));
        f.graph->select(f.step("financial"));
        seen<QPlainTextEdit>(f.editor, "Prompt")->setPlainText("fine");
        QVERIFY(f.becomes_good(true));
        QVERIFY(!f.graph->pipeline().steps[3].faulty);
    }

    void a_circle_is_marked_and_said_beside_what_closes_it() {
        fixture f;
        f.graph->select(f.step("profile analysis"));
        name_in(seen<QListWidget>(f.editor, "After"), "risk")->setCheckState(Qt::Checked);
        QVERIFY(f.becomes_good(false));
        const auto& steps = f.graph->pipeline().steps;
        QCOMPARE(std::ranges::count(steps, true, &drawn_step::faulty), 1);
        QVERIFY(std::ranges::any_of(f.graph->layout_of_steps().lines, &step_layout::line::circular));
        f.graph->select(static_cast<int>(std::ranges::find(steps, true, &drawn_step::faulty) - steps.begin()));
        QVERIFY(labels(f.editor, label_part::fault).contains(QLatin1String("circle")));
    }

    void half_typed_text_is_kept_when_another_step_is_looked_at() {
        json document = report_plan().document;
        document["workload"]["steps"].push_back({{"name", "count"}, {"command", {{"argv", {"wc"}}}}});
        fixture f({document, "/tmp", {}, false});
        f.graph->select(10);
        seen<QPlainTextEdit>(f.editor, "Command")->setPlainText("sh -c 'wc");
        QVERIFY(f.becomes_good(false));
        f.graph->select(0);
        QVERIFY(f.graph->pipeline().steps[10].faulty);
        f.graph->select(10);
        QCOMPARE(seen<QPlainTextEdit>(f.editor, "Command")->toPlainText(), QStringLiteral("sh -c 'wc"));
        QVERIFY(labels(f.editor, label_part::fault).contains(QLatin1String("not closed")));
    }

    void milestones_are_edited_in_their_table() {
        fixture f;
        auto* table = f.editor.findChild<QTableWidget*>();
        QCOMPARE(table->rowCount(), 1);
        seen<QPushButton>(f.editor, "Add a milestone")->click();
        QVERIFY(f.becomes_good(false));  // names no step
        QVERIFY(labels(f.editor, label_part::fault).contains(QLatin1String("names no step")));
        table->item(1, 0)->setText("numbers");
        name_in(seen<QListWidget>(f.editor, "Steps of the milestone"), "metrics")->setCheckState(Qt::Checked);
        QVERIFY(f.workload()["milestones"][1] == json({{"name", "numbers"}, {"steps", {"metrics"}}}));
        QVERIFY(f.graph->pipeline().steps[7].milestones == std::vector<int>{1});
        QVERIFY(f.becomes_good(true));
        seen<QPushButton>(f.editor, "Remove the milestone")->click();
        QVERIFY(f.workload()["milestones"] == report_plan().document["workload"]["milestones"]);
    }

    void a_steps_text_is_inserted_where_the_cursor_stands() {
        fixture f;
        f.graph->select(f.step("financial"));
        auto* insert = seen<QComboBox>(f.editor, "Insert");
        auto* prompt = seen<QPlainTextEdit>(f.editor, "Prompt");
        prompt->moveCursor(QTextCursor::End);
        const int place = insert->findText("idea research");
        insert->setCurrentIndex(place);
        Q_EMIT insert->activated(place);
        QVERIFY(prompt->toPlainText().endsWith(QLatin1String("{steps.idea research.text}")));
        QCOMPARE(insert->currentIndex(), 0);
    }

    void commands_keep_their_folder_when_the_plan_moves() {
        pipeline_page page;
        json workload = pipeline_page::blank();
        workload["steps"].push_back({{"name", "x"}, {"command", {{"argv", {"true"}}}}});
        workload["steps"].push_back({{"name", "y"}, {"command", {{"argv", {"true"}}, {"cwd", "tools"}}}});
        page.set_workload(workload);
        page.rebase("/home/me");
        QVERIFY(page.workload()["steps"][3]["command"]["cwd"] == "/home/me");
        QVERIFY(page.workload()["steps"][4]["command"]["cwd"] == "/home/me/tools");
        QVERIFY(!page.workload()["steps"][0].contains("command"));
    }

    void is_drawn_in_light_and_dark() {
        fixture f;
        QImage before;
        for (const QPalette& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            QCoreApplication::processEvents();
            const QImage image = f.graph->viewport()->grab().toImage();
            QCOMPARE(image.pixelColor(2, 2), palette.color(QPalette::Base));
            QVERIFY(image != before);
            before = image;
        }
        QApplication::setPalette(light_palette());
    }

private:
    sweeplab::test::fresh_settings settings_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_pipeline_page)
#include "test_pipeline_page.moc"
