#include "engine/workload/soak_workload.h"

#include <signal.h>

#include <cerrno>
#include <deque>
#include <utility>

#include <fmt/format.h>

#include "engine/workload/endpoint_check.h"
#include "engine/workload/soak_clients.h"
#include "engine/workload/soak_service.h"

namespace sweeplab {
namespace {

constexpr duration pause_between_looks = std::chrono::milliseconds(250);
constexpr duration longest_wait_for_page = std::chrono::seconds(5);

bool process_exists(int pid) { return ::kill(pid, 0) == 0 || errno == EPERM; }

class soak_workload final : public workload, public soak_meter {
public:
    using done_handler = std::function<void(result<void>)>;

    soak_workload(std::shared_ptr<const soak_spec> spec, workload_environment environment)
        : spec_(std::move(spec)),
          loop_(environment.loop),
          base_(std::move(environment.base)),
          find_secret_(std::move(environment.find_secret)),
          clients_(spec_->request, loop_) {
        if (!spec_->service || !spec_->service->command) return;
        service_.emplace(spec_->service->command, loop_, base_);
        service_->on_end([this] { tell_of_its_end(); });
    }

    ~soak_workload() override {
        loop_.cancel(end_timer_);
        loop_.cancel(look_timer_);
    }

    void check(done_handler done) override {
        if (const auto opened = open_others(); !opened) return answer_later(std::move(done), opened);
        if (service_) check_that_none_answers(std::move(done));
        else look(std::move(done));
    }

    bool simulated() const override { return simulated_; }

    // A service that has been through a trial is not as it was.
    void prepare(const trial_setting& setting, done_handler done) override {
        left_ = std::max(from_seconds(spec_->duration_s) - setting.done_before, from_seconds(spec_->every_s));
        auto open = [this, setting, done](const result<void>& ready) { done(ready ? open_clients(setting) : ready); };
        if (!service_ || (service_->running() && !used_)) return answer_later(std::move(open), {});
        service_->stop([this, setting, open = std::move(open)]() mutable {
            start_service(setting.workers, setting.seed, std::move(open));
        });
    }

    void begin(instant began) override {
        began_ = began;
        used_ = true;
        clients_.begin(began);
        end_timer_ = loop_.call_after(left_, [this] {
            end_timer_ = timer_id::none;
            clients_.end_all();
        });
    }

    void start(const job_ticket& ticket, job_listener& listener) override {
        clients_.start(ticket, listener);
        if (!service_ || service_->running()) return;
        loop_.post([this, alive = std::weak_ptr(alive_)] {  // it ended between two trials
            if (alive.lock()) tell_of_its_end();
        });
    }
    void cancel(const job_ticket& ticket) override { clients_.cancel(ticket); }

    void finish() override {
        loop_.cancel(std::exchange(end_timer_, timer_id::none));
        clients_.close();
        if (service_) service_->stop([] {});
    }

    std::optional<process> watched_process() const override {
        const auto pid = service_ ? service_->pid() : spec_->service ? spec_->service->pid : std::nullopt;
        return pid ? std::optional(process{*pid, service_.has_value()}) : std::nullopt;
    }

    void take_window(std::function<void(soak_window)> done) override {
        clients_.take_window([this, done = std::move(done)](soak_window taken) mutable {
            windows_.push_back({std::move(taken), std::move(done)});
            if (windows_.size() == 1) complete_window();
        });
    }

private:
    struct waiting_window {
        soak_window window;
        std::function<void(soak_window)> done;
    };

    void tell_of_its_end() {
        clients_.fail_all(fmt::format("the service {} after {:.0f} s", service_->end_in_words().value_or("ended"),
                                      to_seconds(loop_.now() - began_)));
    }

    result<void> open_others() {
        if (const auto& service = spec_->service; service && service->pid && !process_exists(*service->pid))
            return fail(error_kind::not_found, fmt::format("there is no process {}", *service->pid), "/workload/service/pid",
                        "Name one that runs.");
        if (service_)
            if (const auto runs = service_->check(); !runs) return runs;
        if (spec_->request) {
            auto access = open_endpoint(spec_->request->endpoint, true, find_secret_);
            if (!access) return tl::unexpected(access.error());
            access_ = std::move(*access);
        }
        if (!spec_->metrics) return {};
        auto page = metrics_page::open(loop_, *spec_->metrics);
        if (!page) return tl::unexpected(page.error());
        page_ = std::move(*page);
        return {};
    }

    // Else it would be that one which is measured, and the service of ours that is watched.
    void check_that_none_answers(done_handler done) {
        if (!spec_->request) return start_service(1, 1, std::move(done));
        endpoint_ = std::make_unique<endpoint_check>(loop_, spec_->request, access_);
        endpoint_->run([this, done = std::move(done)](const result<void>& outcome) mutable {
            if (!outcome) return start_service(1, 1, std::move(done));
            done(fail(error_kind::bad_input, "something answers there before the service was started",
                      "/workload/endpoint/base_url", "End what runs there, or watch it by its \"pid\"."));
        });
    }

    void start_service(int workers, std::uint64_t seed, done_handler done) {
        used_ = false;
        if (const auto started = service_->start(workers, seed); !started) return answer_later(std::move(done), started);
        look_until_ = loop_.now() + from_seconds(spec_->service->start_limit_s);
        look(std::move(done));
    }

    // Asks the endpoint, then the page; a service of ours is given time until both answer.
    void look(done_handler done) {
        done_looking_ = std::move(done);
        if (!spec_->request) return look_at_page();
        endpoint_ = std::make_unique<endpoint_check>(loop_, spec_->request, access_);
        endpoint_->run([this](const result<void>& outcome) {
            if (!outcome) return look_again_or(outcome);
            simulated_ = endpoint_->simulated() || spec_->request->endpoint.built_in;
            look_at_page();
        });
    }

    void look_at_page() {
        if (!page_) return answer_later(std::exchange(done_looking_, {}), {});
        page_->check([this](const result<void>& outcome) {
            if (!outcome) return look_again_or(outcome);
            std::exchange(done_looking_, {})({});
        });
    }

    void look_again_or(const result<void>& refused) {
        if (service_ && service_->end_in_words()) {
            error fault = refused.error();
            fault.message = "the service " + *service_->end_in_words();
            fault.where = "/workload/service/command";
            fault.advice = "Try the command by itself first.";
            return std::exchange(done_looking_, {})(tl::unexpected(std::move(fault)));
        }
        if (!service_ || loop_.now() > look_until_) return std::exchange(done_looking_, {})(refused);
        look_timer_ = loop_.call_after(pause_between_looks, [this] {
            look_timer_ = timer_id::none;
            look(std::exchange(done_looking_, {}));
        });
    }

    result<void> open_clients(const trial_setting& setting) {
        item_list prompts;
        if (spec_->request) {
            auto loaded = spec_->request->load_items(base_);
            if (!loaded) return tl::unexpected(loaded.error());
            prompts = std::move(*loaded);
        }
        return clients_.open(access_, setting, std::move(prompts));
    }

    void complete_window() {
        auto& next = windows_.front();
        if (!page_) return hand_out();
        next.window.series.assign(spec_->metrics->series.size(), std::nullopt);
        const auto limit = std::min(from_seconds(spec_->every_s) * 4 / 5, longest_wait_for_page);
        page_->ask(limit, [this](result<metrics_page::values> values) {
            if (values) windows_.front().window.series = std::move(*values);
            hand_out();
        });
    }

    void hand_out() {
        auto [window, done] = std::move(windows_.front());
        windows_.pop_front();
        if (!windows_.empty()) complete_window();
        done(std::move(window));
    }

    void answer_later(done_handler done, result<void> outcome) {
        loop_.post([alive = std::weak_ptr(alive_), done = std::move(done), outcome = std::move(outcome)] {
            if (alive.lock()) done(outcome);
        });
    }

    std::shared_ptr<const soak_spec> spec_;
    event_loop& loop_;
    std::filesystem::path base_;
    secret_lookup find_secret_;
    std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
    endpoint_access access_;
    std::unique_ptr<endpoint_check> endpoint_;
    done_handler done_looking_;
    instant look_until_{};
    timer_id look_timer_ = timer_id::none;
    timer_id end_timer_ = timer_id::none;
    duration left_{};
    instant began_{};
    bool used_ = false;  // the service was there in a trial
    bool simulated_ = false;
    std::deque<waiting_window> windows_;
    soak_clients clients_;
    std::unique_ptr<metrics_page> page_;
    std::optional<soak_service> service_;
};

}  // namespace

std::unique_ptr<workload> make_soak_workload(std::shared_ptr<const soak_spec> spec, workload_environment environment) {
    return std::make_unique<soak_workload>(std::move(spec), std::move(environment));
}

}  // namespace sweeplab
