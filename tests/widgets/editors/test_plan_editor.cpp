// The plan editor: plans survive it unchanged, and what the strict reader refuses is said beside the field.
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <filesystem>

#include "engine/workload/workload_kinds.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/editors/items_field.h"
#include "widgets/editors/plan_editor.h"
#include "widgets/editors/rule_field.h"
#include "widgets/models/plan_shelf.h"
#include "widgets/panels/styled_label.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json full_llm_plan() {
    return {
        {"sweeplab", 1},
        {"name", "belief extraction"},
        {"notes", "line one\nline two"},
        {"workload",
         {{"kind", "llm"},
          {"endpoint",
           {{"base_url", "http://127.0.0.1:8089/v1"},
            {"model", "sim-small"},
            {"api_key_env", "OPENAI_API_KEY"},
            {"headers", {{"x-project", "a b"}}},
            {"http_version", "1.1"}}},
          {"system", "Answer in JSON."},
          {"prompt", "List the beliefs in:\n{item}"},
          {"items", {{"file", "chunks.jsonl"}, {"field", "text"}, {"limit", 12}}},
          {"max_tokens", 256},
          {"temperature", 0.5},
          {"seed", 7},
          {"stop", {"\n\n", "END"}},
          {"stream", true},
          {"extra", {{"top_p", 0.9}, {"logit_bias", {{"50256", -100}}}}},
          {"result", {{"count", "/beliefs"}, {"tokens", {{"regex", "total: (\\d+)"}, {"take", "sum"}}}}},
          {"timeouts", {{"connect_s", 5}, {"whole_s", 60.5}}},
          {"preconnect", false}}},
        {"sweep",
         {{"workers", {1, 4, 10, 20, 50}},
          {"repeats", 3},
          {"warm_up", 1},
          {"order", "blocks"},
          {"seed", 42},
          {"trial_timeout_s", 600},
          {"items", "longest-first"}}},
        {"limits",
         {{"requests_per_minute", 5000}, {"tokens_per_minute", 2000000}, {"max_attempts", 5}, {"stop_on_failure", true}}},
        {"prices",
         {{"input_per_million", 0.15}, {"output_per_million", 0.6}, {"currency", "USD"}, {"as_of", "2024-11-17"}}}};
}

json full_command_plan() {
    return {{"sweeplab", 1},
            {"name", "agents"},
            {"workload",
             {{"kind", "command"},
              {"mode", "per_item"},
              {"argv", {"sh", "-c", "sleep 0.1; echo \"{item}\"", "it's"}},
              {"env", {{"MODEL", "small"}, {"TEXT", "a b\nc"}}},
              {"cwd", "tools"},
              {"stdin", "{item}\n{prompt}"},
              {"prompt", "one\ntwo"},
              {"timeout_s", 60},
              {"expect_exit", {0, 3}},
              {"shell", false},
              {"items", {"a", "two\nlines", "back\\slash"}},
              {"result", {{"count", ""}}},
              {"keep_output_bytes", 1000}}},
            {"sweep", {{"workers", {1, 2}}}}};
}

QString fault_text(const QWidget& dialog) {
    QStringList texts;
    for (const auto* label : dialog.findChildren<styled_label*>())
        if (label->part() == label_part::fault && !label->isHidden() && !label->text().isEmpty()) texts << label->text();
    return texts.join(QLatin1Char('|'));
}

QLineEdit* line_named(const QWidget& dialog, const char* name) {
    for (auto* line : dialog.findChildren<QLineEdit*>())
        if (line->accessibleName() == QString::fromUtf8(name)) return line;
    return nullptr;
}

QCheckBox* box_named(const QWidget& dialog, const char* name) {
    for (auto* box : dialog.findChildren<QCheckBox*>())
        if (box->accessibleName() == QLatin1String(name)) return box;
    return nullptr;
}

void type(QLineEdit* line, const QString& text) {
    line->selectAll();
    QTest::keyClicks(line, text);
}

}  // namespace

class test_plan_editor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plans_survive_unchanged() {
        session_bridge bridge;
        for (const json& document : {full_llm_plan(), full_command_plan()}) {
            const auto read = read_plan(document, known_workload_kinds());
            QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
            const plan_editor editor(bridge, {document, "/tmp", {}, false});
            const plan_document edited = editor.edited_plan();
            if (edited.document != document)
                qInfo().noquote() << QString::fromStdString(json::diff(document, edited.document).dump(2));
            QVERIFY(edited.document == document);
            QVERIFY(!edited.edited);
        }
    }

    void shipped_plans_survive_unchanged() {
        session_bridge bridge;
        int plans = 0;
        for (const auto& file : std::filesystem::directory_iterator(SWEEPLAB_SOURCE_DIR "/resources/plans")) {
            if (file.path().extension() != ".json") continue;
            const auto document = read_plan_document(file.path());
            QVERIFY2(document.has_value(), file.path().c_str());
            const plan_editor editor(bridge, *document);
            // A mode that was left out is written down; nothing else changes.
            json expected = document->document;
            json& workload = expected["workload"];
            if (workload["kind"] == "command" && !workload.contains("mode"))
                workload["mode"] = workload.contains("items") ? "per_item" : "whole";
            QVERIFY(editor.edited_plan().document == expected);
            ++plans;
        }
        QVERIFY(plans > 0);
    }

    void keys_that_no_field_knows_are_kept() {
        session_bridge bridge;
        json document = full_llm_plan();
        document["workload"]["endpoint"]["from_the_future"] = {1, 2};
        const plan_editor editor(bridge, {document, "/tmp", {}, false});
        QVERIFY(editor.edited_plan().document == document);
        QVERIFY(fault_text(editor).contains("from_the_future"));
    }

    void faults_stand_beside_their_field_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("no url") << "Base URL"
                                << "127.0.0.1:80"
                                << "http";
        QTest::newRow("tokens in words") << "Most tokens"
                                         << "many"
                                         << "number";
        QTest::newRow("negative time") << "Connect"
                                       << "-1"
                                       << "";
        QTest::newRow("repeats") << "Repeats"
                                 << "0"
                                 << "1";
        QTest::newRow("workers") << "Worker counts"
                                 << "0, 2"
                                 << "1";
        QTest::newRow("date") << "As of"
                              << "yesterday"
                              << "date";
        QTest::newRow("a pasted key") << "Variable"
                                      << "sk-abc-123"
                                      << "environment variable";
    }
    void faults_stand_beside_their_field() {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, complaint);
        session_bridge bridge;
        plan_editor editor(bridge, {full_llm_plan(), "/tmp", {}, false});
        editor.show();
        QVERIFY(fault_text(editor).isEmpty());
        QLineEdit* line = line_named(editor, field.toLatin1().constData());
        QVERIFY(line);
        type(line, typed);
        auto* ok = editor.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QTRY_VERIFY_WITH_TIMEOUT(!ok->isEnabled(), 60'000);
        // Beside the field: in the same row, right below it.
        QString beside;
        for (const auto* label : line->parentWidget()->parentWidget()->findChildren<styled_label*>())
            if (label->part() == label_part::fault && !label->isHidden()) beside = label->text();
        QVERIFY2(!beside.isEmpty() && beside.contains(complaint, Qt::CaseInsensitive), qPrintable(fault_text(editor)));
    }

    void an_open_quote_is_said_and_does_not_become_a_command() {
        session_bridge bridge;
        plan_editor editor(bridge, {full_command_plan(), "/tmp", {}, false});
        QPlainTextEdit* command = nullptr;
        for (auto* text : editor.findChildren<QPlainTextEdit*>())
            if (text->accessibleName() == QLatin1String("Command")) command = text;
        QVERIFY(command);
        command->setPlainText("sh -c 'sleep");
        auto* ok = editor.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QTRY_VERIFY_WITH_TIMEOUT(!ok->isEnabled(), 60'000);
        QVERIFY(fault_text(editor).contains("not closed"));
    }

    void adaptive_repeats_survive_and_leave_nothing_behind() {
        session_bridge bridge;
        json plain = full_command_plan();
        plain["sweep"]["sampling_hz"] = 12.5;
        json document = plain;
        document["sweep"]["repeats"] = 30;
        document["sweep"]["order"] = "blocks";
        document["sweep"]["adaptive"] = {{"at_least", 6}, {"half_width_pct", 2.5}, {"budget_s", 90}};
        for (const json& rule : {document["sweep"]["adaptive"], json::object(), json{{"half_width_pct", 3}}}) {
            document["sweep"]["adaptive"] = rule;
            QVERIFY(read_plan(document, known_workload_kinds()).has_value());
            plan_editor editor(bridge, {document, "/tmp", {}, false});
            QVERIFY(editor.edited_plan().document == document);
            box_named(editor, "Adaptive")->setChecked(false);
            json expected = document;
            expected["sweep"].erase("adaptive");
            QVERIFY(editor.edited_plan().document == expected);
            QVERIFY(!line_named(editor, "At least, repeats")->isVisibleTo(&editor));
        }
        // A plan without: switched on and off again it is as it was.
        plan_editor editor(bridge, {plain, "/tmp", {}, false});
        QVERIFY(editor.edited_plan().document == plain);
        box_named(editor, "Adaptive")->setChecked(true);
        const auto read = read_plan(editor.edited_plan().document, known_workload_kinds());
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QVERIFY(read->sweep.adaptive == adaptive_repeats{});
        QVERIFY(read->sweep.repeats > read->sweep.adaptive->at_least);
        box_named(editor, "Adaptive")->setChecked(false);
        QVERIFY(editor.edited_plan().document == plain);
    }

    void what_is_typed_of_adaptive_repeats_is_checked_and_read() {
        session_bridge bridge;
        plan_editor editor(bridge, {full_command_plan(), "/tmp", {}, false});
        editor.show();
        editor.findChild<QTabWidget*>()->setCurrentIndex(1);
        QVERIFY(!line_named(editor, "Narrow enough, ± %")->isVisible());
        QTest::mouseClick(box_named(editor, "Adaptive"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(line_named(editor, "Narrow enough, ± %")->isVisible());
        auto* ok = editor.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        const auto try_typing = [&](const char* field, const char* good, const char* bad) {
            type(line_named(editor, field), bad);
            QVERIFY2(QTest::qWaitFor([&] { return !ok->isEnabled(); }, 60'000), field);
            QVERIFY2(!fault_text(editor).isEmpty(), field);
            type(line_named(editor, field), good);
            QVERIFY2(QTest::qWaitFor([&] { return ok->isEnabled(); }, 60'000), field);
            QVERIFY2(fault_text(editor).isEmpty(), field);
        };
        try_typing("At least, repeats", "4", "1");
        try_typing("Narrow enough, ± %", "2.5", "0");
        try_typing("Time for it, s", "90", "soon");
        try_typing("Resource samples, Hz", "20", "51");
        const auto read = read_plan(editor.edited_plan().document, known_workload_kinds());
        QVERIFY(read.has_value());
        QVERIFY(read->sweep.adaptive == (adaptive_repeats{4, 2.5, 90}));
        QCOMPARE(read->sweep.sampling_hz, 20.0);
        // More at least than at most.
        type(line_named(editor, "At least, repeats"), "400");
        QTRY_VERIFY_WITH_TIMEOUT(!ok->isEnabled(), 60'000);
        QVERIFY(fault_text(editor).contains("at least 400"));
    }

    void predicting_the_rest_is_switched_on_and_leaves_nothing_behind() {
        session_bridge bridge;
        json plain = full_command_plan();
        plain["sweep"]["workers"] = {1, 2, 4, 8};
        plan_editor editor(bridge, {plain, "/tmp", {}, false});
        editor.show();
        editor.findChild<QTabWidget*>()->setCurrentIndex(1);
        QTest::mouseClick(box_named(editor, "Predict"), Qt::LeftButton, {}, QPoint(8, 8));
        json expected = plain;
        expected["sweep"]["predict"] = true;
        QVERIFY(editor.edited_plan().document == expected);
        const auto read = read_plan(editor.edited_plan().document, known_workload_kinds());
        QVERIFY2(read.has_value() && read->sweep.predict, read ? "" : read.error().text().c_str());
        QTest::mouseClick(box_named(editor, "Predict"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(editor.edited_plan().document == plain);
        // Nor does what came from a file; what was named there, and changes nothing, stays.
        for (const bool was : {true, false}) {
            json document = plain;
            document["sweep"]["predict"] = was;
            plan_editor other(bridge, {document, "/tmp", {}, false});
            QVERIFY(other.edited_plan().document == document);
            box_named(other, "Predict")->setChecked(false);
            QVERIFY(other.edited_plan().document == (was ? plain : document));
        }
    }

    void what_predicting_needs_is_said_as_it_is_typed() {
        session_bridge bridge;
        json plain = full_command_plan();
        plain["sweep"]["workers"] = {1, 2, 4, 8};
        plan_editor editor(bridge, {plain, "/tmp", {}, false});
        editor.show();
        editor.findChild<QTabWidget*>()->setCurrentIndex(1);
        QTest::mouseClick(box_named(editor, "Predict"), Qt::LeftButton, {}, QPoint(8, 8));
        auto* ok = editor.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        for (const char* counts : {"2, 4, 8", "1, 4"}) {
            type(line_named(editor, "Worker counts"), counts);
            QTRY_VERIFY_WITH_TIMEOUT(!ok->isEnabled(), 60'000);
            QTRY_VERIFY_WITH_TIMEOUT(fault_text(editor).contains("needs 1 worker"), 60'000);
            type(line_named(editor, "Worker counts"), "1, 2, 4");
            QTRY_VERIFY_WITH_TIMEOUT(ok->isEnabled(), 60'000);
        }
        box_named(editor, "Adaptive")->setChecked(true);
        QTest::keyClick(box_named(editor, "Adaptive"), Qt::Key_Space);
        QTest::keyClick(box_named(editor, "Adaptive"), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(fault_text(editor).contains("adaptive repeats"), 60'000);
    }

    void limits_and_prices_are_filled_in_from_dated_lists() {
        json before = full_llm_plan();
        before["limits"] = {{"max_attempts", 5}};
        before["prices"] = {{"per_request", 0.25}, {"currency", "EUR"}};
        session_bridge bridge;
        const plan_editor editor(bridge, {before, "/tmp", {}, false});
        auto* tiers = editor.findChild<QComboBox*>(QStringLiteral("presets_of_limits"));
        auto* prices = editor.findChild<QComboBox*>(QStringLiteral("presets_of_prices"));
        QVERIFY(tiers && prices && tiers->count() > 1 && prices->count() > 1);
        QVERIFY(tiers->itemText(1).contains(QLatin1String("2024")));
        tiers->setCurrentIndex(1);
        Q_EMIT tiers->activated(1);
        prices->setCurrentIndex(1);
        Q_EMIT prices->activated(1);
        const json plan = editor.edited_plan().document;
        QVERIFY(plan["limits"]["requests_per_minute"] == 5000);
        QVERIFY(plan["limits"]["tokens_per_minute"] == 2000000);
        QVERIFY(plan["limits"]["max_attempts"] == 5);
        QVERIFY(plan["prices"]["input_per_million"] == 0.15);
        QVERIFY(plan["prices"]["as_of"] == "2024-11-17");
        QVERIFY(plan["prices"]["currency"] == "USD");
        QVERIFY(!plan["prices"].contains("per_request"));  // nothing is left of another price list
        QCOMPARE(tiers->currentIndex(), 0);
    }

    void a_complaint_squeezes_no_field() {
        session_bridge bridge;
        plan_editor editor(bridge, {full_command_plan(), "/tmp", {}, false});
        editor.show();
        editor.findChild<QTabWidget*>()->setCurrentIndex(1);
        box_named(editor, "Adaptive")->click();
        for (const char* field : {"Narrow enough, ± %", "Time for it, s", "At least, repeats"}) {
            type(line_named(editor, field), "x");
            QVERIFY(QTest::qWaitFor([&] { return !fault_text(editor).isEmpty(); }, 60'000));
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            for (const auto* line : editor.findChildren<QLineEdit*>())
                if (line->isVisible())
                    QVERIFY2(line->height() >= line->sizeHint().height(), qPrintable(line->accessibleName()));
            for (const auto* label : editor.findChildren<styled_label*>())
                if (label->isVisible())
                    QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
            type(line_named(editor, field), "7");
            QVERIFY(QTest::qWaitFor([&] { return fault_text(editor).isEmpty(); }, 60'000));
        }
    }

    void changing_the_kind_and_back_loses_nothing() {
        session_bridge bridge;
        plan_editor editor(bridge, {full_llm_plan(), "/tmp", {}, false});
        QComboBox* kind = nullptr;
        for (auto* box : editor.findChildren<QComboBox*>())
            if (box->findData("command") >= 0) kind = box;
        QVERIFY(kind);
        kind->setCurrentIndex(kind->findData("command"));
        QVERIFY(editor.edited_plan().document["workload"]["kind"] == json("command"));
        QVERIFY(read_plan(editor.edited_plan().document, known_workload_kinds()).has_value());
        kind->setCurrentIndex(kind->findData("llm"));
        QVERIFY(editor.edited_plan().document == full_llm_plan());
    }

    void every_kind_has_a_page_and_a_plan_to_begin_with() {
        session_bridge bridge;
        for (const std::string& kind : known_workload_kinds().names()) {
            const auto& pages = workload_page_kinds();
            QVERIFY2(std::ranges::find(pages, kind, &workload_page_kind::kind) != pages.end(), kind.c_str());
            const plan_editor editor(bridge, plan_editor::blank_plan(kind));
            QVERIFY(editor.edited_plan().document["workload"]["kind"] == json(kind));
        }
    }

    void items_of_every_source_survive() {
        items_field field;
        const std::vector<json> sources{{"a", "b"},
                                        {"two\nlines", "back\\slash"},
                                        {{"file", "a.txt"}},
                                        {{"file", "a.jsonl"}, {"field", "text"}, {"limit", 3}},
                                        {{"folder", "chapters"}, {"suffix", ".txt"}},
                                        {{"made_up", {{"count", 10}, {"words", 5}, {"seed", 2}}}}};
        for (const json& source : sources) {
            field.set_value(source);
            QVERIFY(field.value() == source);
        }
    }

    void rules_of_every_form_survive() {
        rule_field field("");
        const std::vector<json> rules{
            json(), "/beliefs", "", {{"regex", "a(\\d+)"}, {"take", "first"}}, {{"regex", "x"}, {"take", "how_many"}}};
        for (const json& rule : rules) {
            field.set_value(rule);
            QVERIFY(field.value() == rule);
        }
    }

    void a_plan_that_moves_keeps_its_files() {
        path_field path(path_field::looks_for::file, "");
        path.set_value("data/items.txt");
        path.rebase("/home/me/plans");
        QVERIFY(path.value() == json("/home/me/plans/data/items.txt"));
        path.rebase("/elsewhere");
        QVERIFY(path.value() == json("/home/me/plans/data/items.txt"));
    }

private:
    fresh_settings settings_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_plan_editor)
#include "test_plan_editor.moc"
