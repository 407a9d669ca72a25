#include "engine/workload/soak_service.h"

#include <utility>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::size_t said_of_output = 200;

std::string last_line_of(std::string_view output) {
    const auto text = trim(output);
    const auto line = text.rfind('\n');
    return shorten(to_valid_utf8(trim(line == std::string_view::npos ? text : text.substr(line + 1))), said_of_output);
}

std::string in_words(const process_outcome& outcome) {
    if (outcome.end == process_end::could_not_start) return "could not be started: " + outcome.fault.text();
    auto words = outcome.end == process_end::signalled ? fmt::format("was ended by signal {}", outcome.signal)
                                                       : fmt::format("ended with exit code {}", outcome.exit_code);
    const auto said = last_line_of(outcome.error_output.text());
    return said.empty() ? words : words + ": " + said;
}

}  // namespace

soak_service::soak_service(std::shared_ptr<const command_spec> spec, event_loop& loop, const std::filesystem::path& base)
    : loop_(loop), line_(std::move(spec), base), waiter_(child_waiter::create(loop)) {}

result<void> soak_service::start(int workers, std::uint64_t seed) {
    end_.reset();
    line_.set(workers, seed);
    auto request = line_.request_for(item{});
    if (!request) return tl::unexpected(request.error());
    child_ = std::make_unique<child_process>(loop_, *waiter_, std::move(*request),
                                             [this](const process_outcome& outcome) { on_process_ended(outcome); });
    child_->start();
    return {};
}

std::optional<int> soak_service::pid() const {
    const int running = child_ ? child_->running_pid() : 0;
    return running > 0 ? std::optional(running) : std::nullopt;
}

void soak_service::on_process_ended(const process_outcome& outcome) {
    const bool asked_for = outcome.stopped_by == process_stop::cancelled;
    if (!asked_for) end_ = in_words(outcome);
    child_.reset();
    if (auto stopped = std::exchange(stopped_, {})) stopped();
    else if (!asked_for && ended_) ended_();
}

void soak_service::stop(std::function<void()> done) {
    if (!child_) {
        loop_.post([alive = std::weak_ptr(alive_), done = std::move(done)] {
            if (alive.lock()) done();
        });
        return;
    }
    stopped_ = std::move(done);
    child_->cancel();
}

}  // namespace sweeplab
