// A library of runs of its own for a test, filled by the real program.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <thread>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"

namespace sweeplab::test {

class library {
public:
    std::string db() const { return (folder_ / "runs.db").string(); }
    std::string file(const std::string& name) const { return (folder_ / name).string(); }
    std::string plan_file(const json& plan) const { return folder_.write("plan.json", plan.dump()).string(); }

    cli_result run(const json& plan, std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"run", plan_file(plan), "--db", db()});
        return run_cli(more);
    }
    json list() const { return json_of(run_cli({"list", "--json", "--db", db()})); }
    json show(const std::string& run = "last") const { return json_of(run_cli({"show", run, "--json", "--db", db()})); }

private:
    temporary_folder folder_;
};

inline bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

inline bool eventually(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

// A plan whose job of item "slow" at 2 workers blocks until it is killed, after leaving a sign.
inline json plan_that_blocks_at_two(const library& lab) {
    const auto script = "[ {workers} = 2 ] && [ ! -e " + lab.file("go") + " ] && { echo $$ > " + lab.file("blocked") +
                        ".new; mv " + lab.file("blocked") + ".new " + lab.file("blocked") + "; sleep 1000; }; exit 0";
    return script_plan(script, {"slow"}, {1, 2});
}

}  // namespace sweeplab::test
