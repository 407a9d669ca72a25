// The service under test as a child of ours: started before the soak, watched, ended afterwards with all that it left
// behind. On the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/process/child_process.h"
#include "engine/workload/command_line.h"

namespace sweeplab {

class soak_service {
public:
    soak_service(std::shared_ptr<const command_spec> spec, event_loop& loop, const std::filesystem::path& base);

    result<void> check() { return line_.check(); }
    // Not while it runs. What goes wrong later is told by end_in_words().
    result<void> start(int workers, std::uint64_t seed);
    bool running() const { return child_ != nullptr; }
    std::optional<int> pid() const;
    // Why it runs no more, when nobody asked it to end: "ended with exit code 3: address in use".
    const std::optional<std::string>& end_in_words() const { return end_; }
    // Called when it ends by itself.
    void on_end(std::function<void()> ended) { ended_ = std::move(ended); }
    // Ends it; `done` is called once, never from inside.
    void stop(std::function<void()> done);

private:
    void on_process_ended(const process_outcome& outcome);

    event_loop& loop_;
    command_line line_;
    std::function<void()> ended_;
    std::function<void()> stopped_;
    std::optional<std::string> end_;
    std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
    std::unique_ptr<child_waiter> waiter_;
    std::unique_ptr<child_process> child_;
};

}  // namespace sweeplab
