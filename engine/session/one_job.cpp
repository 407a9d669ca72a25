#include "engine/session/one_job.h"

#include <algorithm>
#include <optional>

#include "engine/workload/workload_kinds.h"

namespace sweeplab {
namespace {

class outcome_catcher final : public job_listener {
public:
    void on_job_ended(const job_ticket&, job_outcome outcome) override { caught = std::move(outcome); }
    std::optional<job_outcome> caught;
};

error given_up() { return {error_kind::cancelled, "stopped", "", ""}; }

}  // namespace

one_job::one_job(plan work, std::filesystem::path base, secret_lookup find_secret,
                 std::function<void(result<trial_job_result>)> done) {
    auto loop = event_loop::create();
    if (loop) loop_ = std::move(*loop);
    thread_ = std::thread([this, work = std::move(work), base = std::move(base), find_secret = std::move(find_secret),
                           done = std::move(done)] {
        done(carry_out(work, base, find_secret));
        ended_ = true;
    });
}

one_job::~one_job() {
    give_up_ = true;
    if (loop_) loop_->post([] {});  // wakes the loop, which then sees give_up_
    thread_.join();
}

result<trial_job_result> one_job::carry_out(const plan& work, const std::filesystem::path& base,
                                            const secret_lookup& find_secret) {
    if (!loop_) return fail(error_kind::internal, "no event loop could be made");
    auto items = load_items(work, base);
    if (!items) return tl::unexpected(items.error());
    // The first that can be done without any other; a list that is free of cycles has one.
    const auto first = std::ranges::find_if(*items, [](const item& one) { return one.depends_on.empty(); });
    const int place = static_cast<int>(first - items->begin());
    items->resize(static_cast<std::size_t>(place) + 1);
    auto jobs = make_workload(work.workload, {*loop_, base, find_secret});
    if (!jobs) return tl::unexpected(jobs.error());

    // One step of the workload: calls it, and runs the loop until it has answered.
    const auto step = [&](auto&& call) -> result<void> {
        std::optional<result<void>> answer;
        call([&answer](result<void> verdict) { answer = std::move(verdict); });
        loop_->run_until([&] { return answer.has_value() || give_up_; });
        if (!answer) return tl::unexpected(given_up());
        return *answer;
    };
    trial_setting setting;
    setting.workers = work.sweep.workers.empty() ? 1 : work.sweep.workers.front();
    setting.seed = work.sweep.seed;
    // Of a soak no more than one sample's time.
    if (const auto planned = work.workload->planned_seconds()) setting.done_before = from_seconds(*planned);
    setting.items = &*items;
    if (const auto checked = step([&](auto done) { (*jobs)->check(std::move(done)); }); !checked)
        return tl::unexpected(checked.error());
    if (const auto ready = step([&](auto done) { (*jobs)->prepare(setting, std::move(done)); }); !ready)
        return tl::unexpected(ready.error());

    outcome_catcher catcher;
    (*jobs)->begin(loop_->now());
    (*jobs)->start({place, 1, 0}, catcher);
    loop_->run_until([&] { return catcher.caught.has_value() || give_up_; });
    if (!catcher.caught) {
        (*jobs)->cancel({place, 1, 0});
        loop_->run_until([&] { return catcher.caught.has_value(); });
    }
    (*jobs)->finish();
    catcher.caught->span.state = catcher.caught->verdict.state;
    return trial_job_result{catcher.caught->verdict.state == attempt_state::succeeded, std::move(catcher.caught->span),
                            items->back().text};
}

}  // namespace sweeplab
