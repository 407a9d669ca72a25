// What two Sweeplabs say to each other.
#include <doctest/doctest.h>

#include "engine/session/remote_job.h"
#include "engine/session/remote_lines.h"

using namespace sweeplab;

namespace {

template <class Line>
Line there_and_back(const remote_line& line) {
    const auto text = to_line(line);
    CHECK(text.find('\n') == text.size() - 1);
    auto read = read_remote_line(text);
    REQUIRE_MESSAGE(read, read.error().text());
    REQUIRE(std::holds_alternative<Line>(*read));
    return std::get<Line>(*read);
}

}  // namespace

TEST_CASE("the command that reaches another machine") {
    using words = std::vector<std::string>;
    CHECK(remote_command("ssh ryzen") == words{"ssh", "ryzen", "sweeplab-cli", "remote-run"});
    CHECK(remote_command(" ssh  -p 22 me@box ") == words{"ssh", "-p", "22", "me@box", "sweeplab-cli", "remote-run"});
    CHECK(remote_command("srun -N1 /opt/bin/sweeplab-cli") == words{"srun", "-N1", "/opt/bin/sweeplab-cli", "remote-run"});
}

TEST_CASE("an order comes back whole") {
    remote_order order;
    order.record.summary.name = "two\nlines";
    order.record.summary.workers = {1, 4};
    order.record.host.name = "ryzen";
    order.record.plan = {{"name", "x"}};
    order.record.items.resize(1);
    order.record.items[0].text = "an item";
    order.base = "/somewhere";
    order.to_do = {{4, 2, false, 3, 1, 17'000'000'000'000'000'000U}, {1, 1, true, 0, 0, 2}};
    order.trials_done_before = 2;
    const auto text = to_line(order);
    CHECK(text.find('\n') == text.size() - 1);
    const auto read = read_remote_order(text);
    REQUIRE_MESSAGE(read, read.error().text());
    CHECK(read->record.summary.name == "two\nlines");
    CHECK(read->record.summary.workers == std::vector<int>{1, 4});
    CHECK(read->record.plan == order.record.plan);
    REQUIRE(read->record.items.size() == 1);
    CHECK(read->record.items[0].text == "an item");
    CHECK(read->base == order.base);
    CHECK(read->to_do == order.to_do);
    CHECK(read->trials_done_before == 2);
}

TEST_CASE("every line of the answer comes back") {
    remote_greeting greeting{"1.2", {}};
    greeting.host.id = "abc";
    greeting.host.name = "ryzen";
    CHECK(there_and_back<remote_greeting>(greeting).host == greeting.host);
    const auto refusal = there_and_back<remote_refusal>(
        remote_refusal{{error_kind::not_found, "no such program", "/workload/argv", "Install it"}});
    CHECK(refusal.why.kind == error_kind::not_found);
    CHECK(refusal.why.text() == "/workload/argv: no such program. Install it");
    const auto state = there_and_back<remote_run_state>(remote_run_state{{1, 3}, 4, json::array({json{{"workers", 3}}})});
    CHECK(state.workers == std::vector<int>{1, 3});
    CHECK(state.trials_planned == 4);
    CHECK(state.new_predictions.size() == 1);

    trial whole;
    whole.workers = 2;
    whole.state = trial_state::complete;
    whole.time_ns = 12;
    whole.intervals = {{0, worker_state::service, 0, 12, 0, 1}};
    whole.soak.resize(1);
    attempt span;
    span.item = 0;
    span.end_ns = span.released_ns = 5;
    whole.attempts = {span};
    CHECK(there_and_back<remote_trial_begun>(remote_trial_begun{whole}).summary.workers == 2);
    const auto ended = there_and_back<remote_trial_ended>(remote_trial_ended{whole}).whole;
    CHECK(ended.time_ns == 12);
    CHECK(ended.intervals.size() == 1);
    CHECK(ended.soak.size() == 1);
    CHECK(ended.attempts.empty());
    CHECK(there_and_back<remote_attempts>(remote_attempts{{span, span}}).spans.size() == 2);
    const auto event = there_and_back<run_event>(run_event(run_finished{{3}, run_state::cancelled, "stopped", 1}));
    CHECK(std::get<run_finished>(event).state == run_state::cancelled);
}

TEST_CASE("what is no line of ours is refused with its reason") {
    CHECK_FALSE(read_remote_line("Welcome to Debian"));
    CHECK_FALSE(read_remote_line("[1]"));
    CHECK(read_remote_line("{}").error().kind == error_kind::unsupported);
    CHECK(read_remote_line(R"({"sweeplab_remote": 2, "host": {}})").error().text().find("version 2") != std::string::npos);
    CHECK_FALSE(read_remote_line(R"({"event": "unheard_of"})"));
    CHECK_FALSE(read_remote_line(R"({"trial_ended": {"state": "complete"}})"));
    CHECK(read_remote_order("{}").error().kind == error_kind::unsupported);
    CHECK_FALSE(read_remote_order(R"({"sweeplab_remote": 1})"));
    CHECK_FALSE(read_remote_order(R"({"sweeplab_remote": 1, "run": {}, "to_do": [{"workers": 0}]})"));
    CHECK(is_stop_line(stop_line()));
    CHECK_FALSE(is_stop_line(R"({"stop": false})"));
    CHECK_FALSE(is_stop_line("stop"));
}
