#include "engine/session/remote_job.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/process/program_lookup.h"

namespace sweeplab {
namespace {

constexpr auto our_program = "sweeplab-cli";
constexpr auto our_command = "remote-run";
constexpr duration stop_grace = std::chrono::seconds(5);
constexpr std::size_t longest_line = std::size_t{256} << 20;
constexpr std::size_t said_of_output = 300;

}  // namespace

std::vector<std::string> remote_command(const std::string& reached_by) {
    std::vector<std::string> words;
    for (const auto word : split(reached_by, ' '))
        if (!word.empty()) words.emplace_back(word);
    const bool names_it = std::ranges::any_of(words, [](const auto& word) { return word.ends_with(our_program); });
    if (!names_it) words.emplace_back(our_program);
    words.emplace_back(our_command);
    return words;
}

remote_job::remote_job(sweep_task work, run_store& store, event_hub& hub, ended_callback ended)
    : task_(std::move(work)),
      store_(store),
      hub_(hub),
      ended_callback_(std::move(ended)),
      host_name_(task_.record.host.name),
      command_(remote_command(task_.record.host.reached_by)),
      recorder_(task_, store_, hub_) {
    if (auto loop = event_loop::create()) loop_ = std::move(*loop);
    thread_ = std::thread([this] { this->work(); });
}

remote_job::~remote_job() {
    stop();
    thread_.join();
}

result<run_id> remote_job::wait_until_begun() { return begun_.get_future().get(); }

void remote_job::stop() {
    if (loop_) loop_->post([this] { ask_to_stop(); });
}

void remote_job::work() {
    if (!loop_) fault_ = error{error_kind::internal, "no event loop could be made", {}, {}};
    else if (const auto started = start(); !started) fault_ = started.error();
    else loop_->run_until([this] { return outcome_.has_value(); });
    finish();
    child_.reset();
    waiter_.reset();
}

result<void> remote_job::start() {
    std::error_code unknown;
    const char* const path = std::getenv("PATH");
    const auto program = find_program(command_.front(), std::filesystem::current_path(unknown), path ? path : "");
    if (!program) return tl::unexpected(program.error());
    remote_order order{task_.record, task_.base.string(), task_.to_do, task_.trials_done_before};
    order.record.trials.clear();
    order.record.summary.id = {};
    process_request request;
    request.program = *program;
    request.argv = command_;
    request.input = to_line(order);
    request.more_input = true;
    request.on_output = [this](std::string_view piece) { take_output(piece); };
    waiter_ = child_waiter::create(*loop_);
    child_ = std::make_unique<child_process>(*loop_, *waiter_, std::move(request),
                                             [this](process_outcome outcome) { outcome_ = std::move(outcome); });
    child_->start();
    if (stop_asked_) child_->cancel();
    return {};
}

void remote_job::take_output(std::string_view piece) {
    output_.add(piece);
    while (const auto line = output_.next()) take_line(*line);
    if (output_.unfinished() > longest_line)
        give_up({error_kind::internal, "the other machine writes a line without an end", host_name_, {}});
}

void remote_job::take_line(std::string_view text) {
    if (fault_) return;
    auto line = read_remote_line(text);
    if (!line) {
        // A login shell may greet before our program does; a version that does not fit is said.
        const bool chatter = !recorder_.greeted() && line.error().kind != error_kind::unsupported;
        if (!chatter) give_up(line.error());
        return;
    }
    if (const auto taken = recorder_.take(std::move(*line)); !taken) return give_up(taken.error());
    if (recorder_.run() && !begun_told_) {
        begun_told_ = true;
        begun_.set_value(*recorder_.run());
    }
}

void remote_job::give_up(error why) {
    if (fault_) return;
    why.where = why.where.empty() ? host_name_ : host_name_ + ", " + why.where;
    fault_ = std::move(why);
    child_->cancel();
}

// Politely where somebody hears it: the trial under way is then told as a cancelled one.
void remote_job::ask_to_stop() {
    if (stop_asked_ || outcome_) return;
    stop_asked_ = true;
    if (!child_) return;
    if (!recorder_.greeted()) return child_->cancel();
    child_->write(stop_line());
    loop_->call_after(stop_grace, [this] {
        if (!outcome_) child_->cancel();
    });
}

error remote_job::why_it_ended() const {
    if (fault_) return *fault_;
    if (stop_asked_) return {error_kind::cancelled, "stopped", {}, {}};
    if (outcome_->end == process_end::could_not_start) return outcome_->fault;
    auto said = outcome_->error_output.last_line(said_of_output);
    if (said.empty() && !recorder_.greeted()) said = outcome_->output.last_line(said_of_output);
    const auto how = outcome_->end == process_end::signalled ? fmt::format("was ended by signal {}", outcome_->signal)
                                                             : fmt::format("ended with exit code {}", outcome_->exit_code);
    const auto reached = join({command_.begin(), command_.end() - 1}, " ");
    return {error_kind::network, fmt::format("“{}” {}{}", reached, how, said.empty() ? "" : ": " + said), host_name_,
            recorder_.greeted() ? "The connection may be lost; what is missing can be resumed."
                                : fmt::format("Try it in a terminal: {} --version", reached)};
}

void remote_job::finish() {
    if (!recorder_.run()) {
        ended_callback_(run_state::failed);
        begun_.set_value(tl::unexpected(why_it_ended()));
        return;
    }
    const auto& told = recorder_.finished();
    const auto state = told && !fault_ ? told->state : stop_asked_ ? run_state::cancelled : run_state::interrupted;
    const auto event = recorder_.end(state, told && !fault_ ? told->message : why_it_ended().text());
    ended_callback_(event.state);
    hub_.emit(event);
}

}  // namespace sweeplab
