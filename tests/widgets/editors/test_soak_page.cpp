// The page of the "soak" workload: an endpoint that may be left out, and one of three ways to name what is watched.
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>

#include "engine/workload/soak_spec.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/editors/soak_page.h"

using namespace sweeplab;

namespace {

json soak() {
    json load = soak_page::blank();
    load["endpoint"]["model"] = "m";
    return load;
}

QCheckBox* switch_of(soak_page& page, const QString& text) {
    for (auto* box : page.findChildren<QCheckBox*>())
        if (box->text().contains(text)) return box;
    return nullptr;
}

// Why the engine refuses what the page holds, where it says so.
QString shown_fault(soak_page& page) {
    const auto read = read_soak_spec(page.workload(), "");
    if (read) return {};
    page.clear_faults();
    return page.show_fault(read.error().where, QString::fromStdString(read.error().message))
               ? QString::fromStdString(read.error().where)
               : QStringLiteral("nowhere");
}

}  // namespace

class test_soak_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_new_plan_is_good_once_it_names_a_model() {
        const auto read = read_soak_spec(soak(), "/workload");
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        soak_page page;
        page.set_workload(soak());
        QVERIFY(page.workload() == soak());
    }

    void everything_that_a_plan_may_say_comes_back() {
        json load = soak();
        load["settle_s"] = 30;
        load["items"] = {"tides", "winds"};
        load["endpoint"]["api_key_env"] = "SOAK_KEY";
        load["timeouts"] = {{"whole_s", 30}};
        load["metrics"] = {{"url", "http://127.0.0.1:8000/metrics"},
                           {"series", {"process_resident_memory_bytes", "up{job=\"x\"}"}}};
        load["leak"] = {{"alarm_mb_per_h", 5}, {"harmless_mb_per_h", 1}};
        for (const json& service :
             {json(), json({{"pid", 4711}}),
              json({{"command", {{"argv", {"./serve", "--port", "8000"}}, {"cwd", "server"}, {"env", {{"A", "b"}}}}},
                    {"start_limit_s", 20}})}) {
            json whole = load;
            if (!service.is_null()) whole["service"] = service;
            const auto read = read_soak_spec(whole, "/workload");
            QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
            soak_page page;
            page.set_workload(whole);
            QVERIFY2(page.workload() == whole, page.workload().dump().c_str());
        }
    }

    void without_an_endpoint_nothing_of_the_request_is_left() {
        json load = soak();
        load["service"] = {{"pid", 4711}};
        load["preconnect"] = false;  // which the page does not show
        soak_page page;
        page.set_workload(load);
        QVERIFY(page.form().field("/prompt")->isVisibleTo(&page));
        switch_of(page, "streams from an endpoint")->setChecked(false);
        for (const char* row : {"/endpoint/base_url", "/prompt", "/items", "/timeouts/whole_s", "/stream"})
            QVERIFY2(!page.form().field(row)->isVisibleTo(&page), row);
        const json expected = {{"kind", "soak"}, {"duration_s", 1800}, {"every_s", 5}, {"service", {{"pid", 4711}}}};
        QVERIFY2(page.workload() == expected, page.workload().dump().c_str());
        QVERIFY(read_soak_spec(page.workload(), "").has_value());
        // On again: what was typed is still there.
        switch_of(page, "streams from an endpoint")->setChecked(true);
        QVERIFY(page.workload() == load);
        QVERIFY(!page.form().field("/endpoint/api_key_env")->isVisibleTo(&page));
    }

    void of_what_is_watched_only_the_choice_is_shown_and_written() {
        json load = soak();
        load["service"] = {{"command", {{"argv", {"./serve"}}, {"keep_output_bytes", 10}}}, {"start_limit_s", 20}};
        soak_page page;
        page.set_workload(load);
        QCOMPARE(page.watched().currentIndex(), 2);
        QVERIFY(page.workload() == load);
        page.watched().setCurrentIndex(1);
        QVERIFY(page.form().field("/service/pid")->isVisibleTo(&page));
        QVERIFY(!page.form().field("/service/command/argv")->isVisibleTo(&page));
        page.form().field("/service/pid")->set_value(12);
        QVERIFY2(page.workload()["service"] == json({{"pid", 12}}), page.workload().dump().c_str());
        page.watched().setCurrentIndex(0);
        QVERIFY(!page.workload().contains("service"));
        page.watched().setCurrentIndex(2);
        QVERIFY(page.workload() == load);
    }

    void what_is_missing_or_wrong_is_said_at_its_place() {
        soak_page page;
        page.set_workload(soak());
        QCOMPARE(shown_fault(page), QString());
        page.watched().setCurrentIndex(1);
        QCOMPARE(shown_fault(page), QStringLiteral("/service"));
        page.watched().setCurrentIndex(2);
        QVERIFY(shown_fault(page).startsWith("/service"));
        page.watched().setCurrentIndex(0);
        switch_of(page, "Prometheus")->setChecked(true);
        QVERIFY(shown_fault(page).startsWith("/metrics"));
        page.form().field("/metrics/url")->set_value("http://127.0.0.1:1/metrics");
        page.form().field("/metrics/series")->set_value({"up", "not a { series"});
        QCOMPARE(shown_fault(page), QStringLiteral("/metrics/series/1"));
        page.form().field("/metrics/series")->set_value({"up"});
        page.form().field("/leak/harmless_mb_per_h")->set_value(50);
        QCOMPARE(shown_fault(page), QStringLiteral("/leak/harmless_mb_per_h"));
        page.form().field("/leak/harmless_mb_per_h")->set_value(json());
        page.form().field("/every_s")->set_value(2000);
        QCOMPARE(shown_fault(page), QStringLiteral("/every_s"));
        page.form().field("/every_s")->set_value("often");
        QCOMPARE(shown_fault(page), QStringLiteral("/every_s"));
    }

    void moved_to_another_folder_a_command_still_runs_in_the_first() {
        json load = soak();
        load["service"] = {{"command", {{"argv", {"./serve"}}}}};
        soak_page page;
        page.set_workload(load);
        page.rebase("/plans/first");
        QVERIFY(page.workload()["service"]["command"]["cwd"] == json("/plans/first"));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_soak_page)
#include "test_soak_page.moc"
