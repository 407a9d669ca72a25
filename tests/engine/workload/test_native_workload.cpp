#include <doctest/doctest.h>

#include <map>
#include <thread>

#include "engine/native/work_unit.h"
#include "engine/workload/native_workload.h"
#include "engine/workload/workload_kinds.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;

namespace {

std::shared_ptr<const native_spec> spec_of(json value) {
    value["kind"] = "native";
    const auto read = known_workload_kinds().read(value, "/workload");
    REQUIRE_MESSAGE(read, (read ? std::string{} : read.error().text()));
    return std::dynamic_pointer_cast<const native_spec>(*read);
}

std::string refusal_of(json value) {
    value["kind"] = "native";
    const auto read = known_workload_kinds().read(value, "/workload");
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == error_kind::bad_input);
    return read.error().text();
}

// One trial of a native workload, kernel after kernel.
class native_trial final : public job_listener {
public:
    explicit native_trial(const json& value, const std::filesystem::path& base = {})
        : loop_(std::move(*event_loop::create())), spec_(spec_of(value)), items_(spec_->load_items(base).value()) {
        jobs_ = make_native_workload(spec_, workload_environment{*loop_, base});
    }

    result<void> check() {
        return answer_of([this](auto done) { jobs_->check(std::move(done)); });
    }
    result<void> prepare(int workers) {
        const trial_setting setting{workers, spec_->slots(workers), 1, &items_, {}};
        auto ready = answer_of([&](auto done) { jobs_->prepare(setting, std::move(done)); });
        began_ = loop_->now();
        jobs_->begin(began_);
        return ready;
    }
    void start(int item) { jobs_->start({item, 1, 0}, *this); }
    job_outcome& wait_for(int item) {
        loop_->run_until([&] { return outcomes_.contains(item); });
        return outcomes_.at(item);
    }
    workload& jobs() { return *jobs_; }

    void on_job_ended(const job_ticket& ticket, job_outcome outcome) override {
        CHECK(outcomes_.emplace(ticket.item, std::move(outcome)).second);
    }

private:
    template <class Call>
    result<void> answer_of(Call call) {
        std::optional<result<void>> answer;
        call([&answer](result<void> verdict) { answer = std::move(verdict); });
        CHECK_FALSE(answer);  // never from inside the call: nothing may hold the loop up
        loop_->run_until([&] { return answer.has_value(); });
        return *answer;
    }

    std::unique_ptr<event_loop> loop_;
    std::shared_ptr<const native_spec> spec_;
    item_list items_;
    std::unique_ptr<workload> jobs_;
    instant began_{};
    std::map<int, job_outcome> outcomes_;
};

}  // namespace

TEST_CASE("a native plan reads back as it was written") {
    for (const json& value : {json{{"kernels", {"triad", {{"kernel", "sqrt"}, {"operations", 5}}}}, {"folder", "scratch"}},
                              json{{"suite", "all"}}, json{{"suite", "memory"}}}) {
        const auto spec = spec_of(value);
        auto expected = value;
        expected["kind"] = "native";
        CHECK(spec->to_json() == expected);
        CHECK(spec->slots(8) == 1);
    }
    CHECK(spec_of({{"suite", "all"}})->kernels.size() == native::all_kernels().size());
    CHECK(spec_of({{"suite", "all"}})->summary() == "native suite: all");
}

TEST_CASE("items are the kernels with all of their values, and named apart") {
    const auto spec = spec_of({{"kernels", {"sqrt", {{"kernel", "sqrt"}, {"operations", 5}}}}});
    const auto items = spec->load_items({});
    REQUIRE(items);
    REQUIRE(items->size() == 2);
    CHECK((*items)[0].name == "sqrt");
    CHECK((*items)[1].name == "sqrt 2");
    CHECK(json::parse((*items)[1].text) == json{{"kernel", "sqrt"}, {"operations", 5}});
}

TEST_CASE("a native plan that makes no sense is refused with its place") {
    CHECK(refusal_of(json::object()).find("/workload: nothing says which kernels to run") == 0);
    CHECK(refusal_of({{"kernels", json::array()}}).find("/workload/kernels: must be a list of at least one kernel") == 0);
    CHECK(refusal_of({{"kernels", {"sqrt", "sqrt"}}}).find("/workload/kernels/1: this kernel with these values") == 0);
    CHECK(refusal_of({{"kernels", {"sqrt", "cbrt"}}}).find("/workload/kernels/1: there is no native kernel \"cbrt\"") == 0);
    CHECK(refusal_of({{"suite", "everything"}}).find("/workload/suite: must be one of \"all\", \"arithmetic\"") == 0);
    CHECK(refusal_of({{"suite", "all"}, {"kernels", {"sqrt"}}}).find("/workload/suite: a plan names a suite or kernels") ==
          0);
    CHECK(refusal_of({{"suite", "all"}, {"kernel", "sqrt"}}).find("/workload/kernel: unknown key") == 0);
    CHECK(refusal_of({{"suite", "all"}, {"folder", ""}}).find("/workload/folder: names no folder") == 0);
}

TEST_CASE("a job brings its figure, unit and what was verified") {
    native_trial trial(
        json{{"kernels", {{{"kernel", "sqrt"}, {"operations", 100'000}}, {{"kernel", "triad"}, {"elements", 10'000}}}}});
    REQUIRE(trial.check());
    REQUIRE(trial.prepare(2));
    trial.start(0);
    const auto& roots = trial.wait_for(0);
    trial.start(1);
    const auto& moved = trial.wait_for(1);
    trial.jobs().finish();
    CHECK(roots.verdict.state == attempt_state::succeeded);
    CHECK(roots.span.measured.get(measure::work_done) == 100'000);
    CHECK(roots.span.measured.get(measure::work_unit) == static_cast<std::int64_t>(native::work_unit::operations));
    CHECK(roots.span.measured.get(measure::work_ns) == roots.span.end_ns - roots.span.start_ns);
    CHECK(roots.span.measured.has(measure::result_digest));
    CHECK_FALSE(roots.span.measured.has(measure::hit_ppm));
    CHECK(roots.span.output.text.find("Verified: the sum of the square roots") != std::string::npos);
    CHECK(0 <= roots.span.start_ns);
    CHECK(roots.span.end_ns <= moved.span.start_ns);
    CHECK(moved.span.measured.get(measure::work_unit) == static_cast<std::int64_t>(native::work_unit::bytes));
    CHECK(moved.span.measured.get(measure::work_done) == 3 * 8 * 10'000);
}

TEST_CASE("what does not fit is refused before the first trial") {
    const test::temporary_folder folder;
    native_trial trial(json{{"kernels", {"sqrt", {{"kernel", "file_write"}, {"bytes", 1'000'000'000'000'000}}}}},
                       folder.path());
    const auto checked = trial.check();
    REQUIRE_FALSE(checked);
    CHECK(checked.error().text().find("kernel file_write: needs 1.00 PB on disk") == 0);
}

TEST_CASE("files go into a folder within the plan's and are gone afterwards, also of a job that is cancelled") {
    const test::temporary_folder folder;
    std::filesystem::create_directory(folder / "scratch");
    native_trial trial(
        json{{"kernels",
              {{{"kernel", "sqrt"}, {"operations", 1'000}}, {{"kernel", "sqlite_pool"}, {"transactions", 1'000'000'000}}}},
             {"folder", "scratch"}},
        folder.path());
    REQUIRE(trial.check());
    REQUIRE(trial.prepare(2));
    trial.start(0);
    trial.wait_for(0);
    trial.start(1);
    while (std::filesystem::is_empty(folder / "scratch")) std::this_thread::yield();  // the kernel's threads make its folder
    trial.jobs().cancel({1, 1, 0});
    const auto& ended = trial.wait_for(1);
    CHECK(ended.verdict.state == attempt_state::cancelled);
    CHECK(ended.span.reason == failure_reason::stopped);
    CHECK(std::filesystem::is_empty(folder / "scratch"));
}

TEST_CASE("a workload may be dropped while a kernel runs") {
    native_trial trial(json{{"kernels", {{{"kernel", "modulo"}, {"operations", 100'000'000'000}}}}});
    REQUIRE(trial.prepare(3));
    trial.start(0);
}
