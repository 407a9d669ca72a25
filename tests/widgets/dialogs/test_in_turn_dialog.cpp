// Two sides to be measured in turn: the dialog, and what becomes of its choice.
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <fstream>

#include "tests/support/temporary_folder.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/bridge/sweep_control.h"
#include "widgets/dialogs/in_turn_dialog.h"
#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json plan_named(const std::string& name, const json& workers) {
    return {{"sweeplab", 1},
            {"name", name},
            {"workload", {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"sleep", "0.1"}}, {"items", {"a", "b"}}}},
            {"sweep", {{"workers", workers}, {"repeats", 3}}}};
}

host_profile host_named(const std::string& name, const std::string& way = {}) {
    host_profile host;
    host.id = host.name = name;
    host.reached_by = way;
    return host;
}

struct bench {
    temporary_folder folder;
    sweep_draft draft;
    std::vector<plan_entry> plans;
    std::vector<host_profile> hosts{host_named("here"), host_named("ryzen", "ssh ryzen"), host_named("noted")};

    bench() {
        draft.set_plan({plan_named("old", {1, 2, 4}), "/tmp", {}, false});
        draft.set_host(hosts.front(), true);
        const auto file = folder.write("other.json", plan_named("other", {1, 8}).dump());
        plans.push_back({plan_entry::origin::saved, "other", "command", file});
        const auto broken = folder.write("broken.json", "{");
        plans.push_back({plan_entry::origin::saved, "broken", "command", broken});
    }
};

QPushButton* run_button(in_turn_dialog& dialog) {
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->text().contains("Run")) return button;
    return nullptr;
}

QString note_of(in_turn_dialog& dialog) {
    for (auto* one : dialog.findChildren<styled_label*>())
        if (one->accessibleName() == "What will be measured") return one->text();
    return {};
}

QComboBox* box(in_turn_dialog& dialog, const QString& name) {
    for (auto* one : dialog.findChildren<QComboBox*>())
        if (one->accessibleName() == name) return one;
    return nullptr;
}

}  // namespace

class test_in_turn_dialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_same_plan_with_another_value() {
        bench lab;
        in_turn_dialog dialog(lab.draft, lab.plans, lab.hosts);
        QVERIFY(run_button(dialog)->isEnabled());
        QVERIFY(note_of(dialog).contains("the same"));
        QVERIFY(note_of(dialog).startsWith("30 trials"));  // 2 sides, 3 counts, 5 rounds
        dialog.b().set_changes("/workload/argv/1=\"0.2\"\n\n");
        QVERIFY(note_of(dialog).contains("/workload/argv/1"));
        const auto a = dialog.a().request(), b = dialog.b().request();
        QCOMPARE(a.work.sweep.repeats, 5);
        QCOMPARE(b.work.sweep.repeats, 5);
        QVERIFY(to_json(a.work)["workload"]["argv"] == json({"sleep", "0.1"}));
        QVERIFY(to_json(b.work)["workload"]["argv"] == json({"sleep", "0.2"}));
        QCOMPARE(a.base, std::filesystem::path("/tmp"));
        QCOMPARE(what_differs(a, b), QStringList{"/workload/argv/1"});
    }

    // As of one program built in two folders.
    void plans_that_are_alike_in_two_folders_are_told_apart() {
        bench lab;
        const json plan = {{"sweeplab", 1},
                           {"name", "build"},
                           {"workload", {{"kind", "command"}, {"argv", {"./work.sh"}}, {"items", {"a"}}}},
                           {"sweep", {{"workers", {1, 2}}, {"repeats", 3}}}};
        lab.plans.clear();
        for (const char* name : {"old", "new"}) {
            const auto folder = lab.folder.path() / name;
            std::filesystem::create_directories(folder);
            std::ofstream(folder / "plan.json") << plan.dump();
            lab.plans.push_back({plan_entry::origin::recent, "build", "command", folder / "plan.json"});
        }
        in_turn_dialog dialog(lab.draft, lab.plans, lab.hosts);
        auto* of_a = box(dialog, "Workload of A");
        QCOMPARE(of_a->itemText(1), QStringLiteral("build — old/plan.json"));
        QCOMPARE(of_a->itemText(2), QStringLiteral("build — new/plan.json"));
        of_a->setCurrentIndex(1);
        box(dialog, "Workload of B")->setCurrentIndex(2);
        QVERIFY2(note_of(dialog).contains("What differs: folder ("), qPrintable(note_of(dialog)));
        QVERIFY(note_of(dialog).contains(to_qt((lab.folder.path() / "new").string())));
        box(dialog, "Workload of B")->setCurrentIndex(1);
        QVERIFY(note_of(dialog).contains("the same"));
    }

    void the_counts_and_rounds_are_those_of_both() {
        bench lab;
        in_turn_dialog dialog(lab.draft, lab.plans, lab.hosts);
        box(dialog, "Workload of B")->setCurrentIndex(1);  // other worker counts of its own
        QVERIFY(run_button(dialog)->isEnabled());
        QVERIFY(dialog.b().request().work.sweep.workers == std::vector<int>({1, 2, 4}));
        dialog.findChild<QLineEdit*>()->setText("1-3");
        dialog.findChild<QSpinBox*>()->setValue(2);
        for (in_turn_side* side : {&dialog.a(), &dialog.b()}) {
            QVERIFY(side->request().work.sweep.workers == std::vector<int>({1, 2, 3}));
            QCOMPARE(side->request().work.sweep.repeats, 2);
        }
        QCOMPARE(dialog.b().request().work.name, std::string("other"));
    }

    void what_cannot_run_says_which_side_and_why() {
        bench lab;
        in_turn_dialog dialog(lab.draft, lab.plans, lab.hosts);
        const auto refused = [&](const QString& word) {
            const bool said = note_of(dialog).contains(word);
            if (!said) qWarning() << note_of(dialog);
            return said && !run_button(dialog)->isEnabled();
        };
        dialog.b().set_changes("nonsense");
        QVERIFY(refused("B: "));
        dialog.b().set_changes("/workload/mode=\"sideways\"");
        QVERIFY(refused("/workload/mode"));
        dialog.b().set_changes("");
        box(dialog, "Workload of A")->setCurrentIndex(2);
        QVERIFY(refused("A: "));
        box(dialog, "Workload of A")->setCurrentIndex(0);
        QVERIFY(run_button(dialog)->isEnabled());
        dialog.findChild<QLineEdit*>()->setText("many");
        QVERIFY(refused("Workers"));
        dialog.findChild<QLineEdit*>()->setText("auto");
        QVERIFY(refused("/sweep/auto"));
        dialog.findChild<QLineEdit*>()->setText("1, 2");
        dialog.b().choose_host("noted");
        QVERIFY(refused("noted"));
        dialog.b().choose_host("ryzen");
        QVERIFY(run_button(dialog)->isEnabled());
        QVERIFY(note_of(dialog).contains("host"));
        QCOMPARE(dialog.b().request().host.reached_by, std::string("ssh ryzen"));
    }

    void busy_until_both_have_ended() {
        session_bridge bridge;
        auto made = std::make_unique<fake_session>();
        fake_session& session = *made;
        std::function<void(interleaved_outcome)> done;
        session.on_start_interleaved = [&](const run_request&, const run_request&, auto told) {
            done = std::move(told);
            return run_id{7};
        };
        sweep_control control(bridge);
        bridge.attach(std::move(made));
        QSignalSpy ended(&control, &sweep_control::in_turn_ended);
        bench lab;
        in_turn_dialog dialog(lab.draft, lab.plans, lab.hosts);
        control.start_in_turn(dialog.a().request(), dialog.b().request());
        QVERIFY(control.busy());
        QTRY_VERIFY(done);
        session.send(run_started{{7}, "old (A)", {1}, 2, 1, 2, false});
        QTRY_COMPARE(control.state().run.value, 7);
        session.send(run_finished{{7}, run_state::complete, {}, 0});
        QTRY_VERIFY(!control.state().busy());
        QVERIFY(control.busy());  // B's round is next
        control.stop();
        QCOMPARE(session.stops.load(), 1);
        std::thread([&] { done({{7}, {8}, run_state::complete, {}}); }).join();
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!control.busy());
        QCOMPARE(ended[0][0].value<interleaved_outcome>().b.value, 8);
    }

    void a_refusal_ends_it() {
        session_bridge bridge;
        auto made = std::make_unique<fake_session>();
        made->on_start_interleaved = [](const run_request&, const run_request&, auto) -> result<run_id> {
            return fail(error_kind::not_found, "no such command");
        };
        sweep_control control(bridge);
        bridge.attach(std::move(made));
        QSignalSpy refused(&control, &sweep_control::refused);
        bench lab;
        in_turn_dialog dialog(lab.draft, lab.plans, lab.hosts);
        control.start_in_turn(dialog.a().request(), dialog.b().request());
        QTRY_COMPARE(refused.count(), 1);
        QVERIFY(!control.busy());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_in_turn_dialog)
#include "test_in_turn_dialog.moc"
