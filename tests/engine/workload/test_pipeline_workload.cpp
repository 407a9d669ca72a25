// The steps of a pipeline as jobs: with a real endpoint, real processes, and a real loop.
#include <doctest/doctest.h>

#include <map>

#include "engine/simulator/simulated_endpoint.h"
#include "engine/workload/pipeline_workload.h"
#include "engine/workload/step_texts.h"
#include "engine/workload/workload_kinds.h"
#include "tests/support/scripted_server.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json shell(const std::string& name, const std::string& script, const json& more = json::object()) {
    json command = {{"argv", {"/bin/sh", "-c", script}}};
    command.merge_patch(more);
    return {{"name", name}, {"command", command}};
}

using step_list = std::vector<json>;

class pipeline_trial final : public job_listener {
public:
    explicit pipeline_trial(const step_list& steps, const json& changes = json::object()) {
        json value = {{"kind", "pipeline"}, {"steps", steps}};
        value.merge_patch(changes);
        const auto read = known_workload_kinds().read(value, "/workload");
        REQUIRE_MESSAGE(read, (read ? std::string{} : read.error().text()));
        items_ = (*read)->load_items(".").value();
        workload_environment environment{*loop_, "."};
        environment.kept_output_bytes = 16;
        jobs_ = make_workload(*read, environment).value();
        REQUIRE(answer([&](auto done) { jobs_->check(std::move(done)); }));
        trial_setting setting;
        setting.workers = setting.slots = 2;
        setting.items = &items_;
        REQUIRE(answer([&](auto done) { jobs_->prepare(setting, std::move(done)); }));
        jobs_->begin(began_ = loop_->now());
    }

    void start(int item, int worker = 0) {
        starting_ = true;
        jobs_->start({item, 1, worker}, *this);
        starting_ = false;
    }
    void cancel(int item, int worker = 0) { jobs_->cancel({item, 1, worker}); }
    job_outcome& wait_for(int item) {
        loop_->run_until([&] { return outcomes_.contains(item); });
        return outcomes_.at(item);
    }
    job_outcome& run(int item) {
        start(item);
        return wait_for(item);
    }
    // All of them one after the other, in the list's order.
    void run_all() {
        for (int i = 0; i < static_cast<int>(items_.size()); ++i) run(i);
    }
    const std::string& text_of(int item) { return outcomes_.at(item).span.output.text; }
    workload& jobs() { return *jobs_; }

    void on_job_ended(const job_ticket& ticket, job_outcome outcome) override {
        CHECK_FALSE(starting_);
        CHECK_FALSE(outcome.whole_text);  // the sweep has no use for it
        outcomes_[ticket.item] = std::move(outcome);
    }

private:
    template <class Call>
    result<void> answer(Call call) {
        std::optional<result<void>> got;
        call([&got](result<void> verdict) { got = std::move(verdict); });
        loop_->run_until([&] { return got.has_value(); });
        return *got;
    }

    std::unique_ptr<event_loop> loop_ = event_loop::create().value();
    item_list items_;
    std::map<int, job_outcome> outcomes_;
    bool starting_ = false;
    instant began_{};
    std::unique_ptr<workload> jobs_;
};

bool succeeded(const job_outcome& outcome) {
    if (outcome.verdict.state != attempt_state::succeeded) MESSAGE(outcome.span.message);
    return outcome.verdict.state == attempt_state::succeeded && outcome.span.state == attempt_state::succeeded;
}

}  // namespace

TEST_CASE("a command gets the texts of other commands, whole and without the line break at their end") {
    const std::string stdin_of_two = "{steps.one.text}+{steps.two.text}";
    pipeline_trial trial(step_list{shell("one", "echo 'it'\"'\"'s a text that is longer than what is kept for people'"),
                                   shell("two", "printf 'line 1\\nline 2\\n\\n'"),
                                   shell("by stdin", "cat", {{"stdin", stdin_of_two}}),
                                   {{"name", "by argument"}, {"command", {{"argv", {"printf", "%s", "{steps.two.text}"}}}}},
                                   shell("quoted", "printf %s {steps.two.text}|wc -l",
                                         {{"shell", true}, {"argv", {"printf %s {steps.two.text} | wc -l"}}}),
                                   shell("by variable", "printf %s \"$T\"", {{"env", {{"T", "{steps.two.text}"}}}})});
    trial.run_all();
    for (int item = 0; item < 6; ++item) CHECK(succeeded(trial.wait_for(item)));
    CHECK(trial.wait_for(0).span.output.truncated);
    CHECK(trial.wait_for(2).span.measured.get(measure::stdout_bytes) ==
          static_cast<std::int64_t>(
              std::string("it's a text that is longer than what is kept for people+line 1\nline 2").size()));
    CHECK(trial.text_of(3) == "line 1\nline 2");
    CHECK(trial.text_of(4) == "1\n");
    CHECK(trial.text_of(5) == "line 1\nline 2");
}

TEST_CASE("a model is asked with the texts of other steps, and {item} is the instance's") {
    std::mutex mutex;
    std::vector<std::string> asked;
    scripted_server server([&](scripted_connection& connection) {
        while (const auto request = connection.read_request()) {
            if (request->asks_for("GET")) {
                connection.send(whole_answer(200, R"({"data":[{"id":"sim-small"}]})"));
                continue;
            }
            const std::lock_guard lock(mutex);
            asked.push_back(request->body);
            connection.send(whole_answer(
                200,
                R"({"choices":[{"message":{"content":"an answer, \"quoted\", longer than kept"}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}})"));
        }
    });
    pipeline_trial trial(
        step_list{
            {{"name", "ask"}, {"llm", {{"prompt", "About {item} ({item_name})"}, {"stream", false}}}},
            {{"name", "again"},
             {"llm", {{"prompt", "Not {steps.ask.text}"}, {"system", "{item}"}, {"stream", false}, {"max_tokens", 5}}}},
            shell("last", "cat", {{"stdin", "{steps.again.text}"}})},
        {{"endpoint", {{"base_url", server.url()}, {"model", "sim-small"}}}, {"items", {"bakery", "ferry"}}});
    trial.run_all();
    for (int item = 0; item < 6; ++item) CHECK(succeeded(trial.wait_for(item)));
    REQUIRE(asked.size() == 4);
    const auto message = [&](std::size_t at, std::size_t which) {
        return json::parse(asked[at])["messages"][which]["content"].get<std::string>();
    };
    CHECK(message(0, 0) == "About bakery (0)");
    CHECK(message(1, 0) == "bakery");
    CHECK(message(1, 1) == "Not an answer, \"quoted\", longer than kept");
    CHECK(message(2, 0) == "About ferry (1)");
    CHECK(json::parse(asked[1])["max_tokens"] == 5);
    CHECK_FALSE(json::parse(asked[0]).contains("max_tokens"));
    CHECK(trial.wait_for(0).span.measured.get(measure::total_tokens) == 3);
    CHECK(trial.wait_for(2).span.measured.get(measure::total_tokens) == 0);  // asks no model
    CHECK(trial.wait_for(2).span.measured.get(measure::cost_nano) == 0);
}

TEST_CASE("without any model nothing is said of tokens") {
    pipeline_trial trial(step_list{{{"name", "a"}, {"wait_s", 0}}, shell("b", "true")});
    trial.run_all();
    for (int item = 0; item < 2; ++item) {
        CHECK(succeeded(trial.wait_for(item)));
        CHECK_FALSE(trial.wait_for(item).span.measured.has(measure::total_tokens));
        CHECK_FALSE(trial.wait_for(item).span.measured.has(measure::cost_nano));
    }
}

TEST_CASE("a step whose placeholder has no text fails, naming the step that should have one") {
    pipeline_trial trial(step_list{shell("one", "exit 3"), shell("two", "cat", {{"stdin", "{steps.one.text}"}}),
                                   shell("three", "echo {steps.one.text}")});
    CHECK(trial.run(0).verdict.state == attempt_state::failed);
    for (const int item : {1, 2}) {
        const auto& outcome = trial.run(item);
        CHECK(outcome.verdict.state == attempt_state::failed);
        CHECK_FALSE(outcome.verdict.worth_retrying);
        CHECK(outcome.span.reason == failure_reason::could_not_start);
        CHECK(outcome.span.message.find("\"one\"") != std::string::npos);
    }
}

TEST_CASE("a text that is too long to be handed on fails its step, unless no other wants it") {
    const auto script = "head -c 1100000 /dev/zero | tr '\\0' x";
    pipeline_trial trial(step_list{shell("wanted", script), shell("unwanted", script),
                                   shell("reader", "cat", {{"stdin", "{steps.wanted.text}"}})});
    const auto& wanted = trial.run(0);
    CHECK(wanted.verdict.state == attempt_state::failed);
    CHECK_FALSE(wanted.verdict.worth_retrying);
    CHECK(wanted.span.message.find("1 MiB") != std::string::npos);
    CHECK(succeeded(trial.run(1)));
}

TEST_CASE("a zero byte of a text cannot be an argument, but may go to stdin") {
    pipeline_trial trial(step_list{shell("zero", "printf 'a\\0b'"),
                                   shell("by stdin", "wc -c", {{"stdin", "{steps.zero.text}"}}),
                                   {{"name", "by argument"}, {"command", {{"argv", {"echo", "{steps.zero.text}"}}}}}});
    CHECK(succeeded(trial.run(0)));
    CHECK(succeeded(trial.run(1)));
    CHECK(trial.text_of(1) == "3\n");
    const auto& refused = trial.run(2);
    CHECK(refused.verdict.state == attempt_state::failed);
    CHECK(refused.span.message.find("zero byte") != std::string::npos);
}

TEST_CASE("a wait takes as long as it says, scaled, and can be cancelled") {
    pipeline_trial trial(step_list{{{"name", "short"}, {"wait_s", 20}}, {{"name", "long"}, {"wait_s", 1e6}}},
                         {{"time_scale", 0.001}});
    const auto& ended = trial.run(0);
    CHECK(succeeded(ended));
    CHECK(ended.verdict.ended - ended.verdict.started >= 20ms);
    CHECK(ended.span.end_ns - ended.span.start_ns == (ended.verdict.ended - ended.verdict.started).count());
    trial.start(1);
    trial.cancel(1);
    trial.cancel(1);
    const auto& cancelled = trial.wait_for(1);
    CHECK(cancelled.verdict.state == attempt_state::cancelled);
    CHECK(cancelled.span.reason == failure_reason::stopped);
}

TEST_CASE("steps of every kind are cancelled") {
    simulator_options options;
    options.time_to_first_token_s = 1000;
    const auto endpoint = simulated_endpoint::start(options).value();
    pipeline_trial trial(step_list{{{"name", "ask"}, {"llm", {{"prompt", "x"}}}}, shell("sleep", "sleep 1000")},
                         {{"endpoint", {{"base_url", endpoint->base_url()}, {"model", "sim-small"}}}});
    trial.start(0, 0);
    trial.start(1, 1);
    trial.cancel(0, 0);
    trial.cancel(1, 1);
    CHECK(trial.wait_for(0).verdict.state == attempt_state::cancelled);
    CHECK(trial.wait_for(1).verdict.state == attempt_state::cancelled);
    CHECK(trial.jobs().simulated());
}

TEST_CASE("texts are let go of when the last that uses them has them, and are bounded together") {
    step_texts texts;
    CHECK(texts.keep(3, "abc", 2));
    REQUIRE(texts.find(3));
    CHECK(*texts.find(3) == "abc");
    texts.read_by_one(3);
    CHECK(texts.find(3));
    texts.read_by_one(3);
    CHECK_FALSE(texts.find(3));
    texts.read_by_one(3);
    CHECK(texts.bytes() == 0);
    const std::string half(most_step_texts_bytes / 2, 'x');
    CHECK(texts.keep(1, half, 1));
    CHECK(texts.keep(2, half, 1));
    CHECK_FALSE(texts.keep(4, "x", 1));
    texts.read_by_one(1);
    CHECK(texts.keep(4, "x", 1));
    texts.clear();
    CHECK_FALSE(texts.find(2));
    CHECK(texts.bytes() == 0);
}

TEST_CASE("a fault of a step's own endpoint is told at that step") {
    const auto loop = event_loop::create().value();
    const json value = {
        {"kind", "pipeline"},
        {"steps",
         {{{"name", "pause"}, {"wait_s", 0}},
          {{"name", "ask"},
           {"llm",
            {{"prompt", "x"},
             {"endpoint",
              {{"base_url", "http://127.0.0.1:9/v1"}, {"model", "m"}, {"api_key_env", "SWEEPLAB_NO_SUCH_KEY"}}}}}}}}};
    const auto spec = known_workload_kinds().read(value, "/workload").value();
    const auto jobs = make_workload(spec, {*loop, "."}).value();
    std::optional<result<void>> outcome;
    jobs->check([&outcome](result<void> answer) { outcome = std::move(answer); });
    loop->run_until([&] { return outcome.has_value(); });
    REQUIRE_FALSE(*outcome);
    CHECK(outcome->error().where == "/workload/steps/1/llm/endpoint/api_key_env");
}
