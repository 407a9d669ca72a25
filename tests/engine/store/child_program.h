// Runs one test case of this very program in a process of its own, to be killed, limited or refused rights.
// Such cases are skipped in an ordinary run and named "child: …".
#pragma once

#include <map>
#include <string>

#include <sys/types.h>

#include "engine/foundation/unique_fd.h"

namespace sweeplab::test {

class child_program {
public:
    // `settings` become environment variables, which the child reads with child_setting().
    child_program(const std::string& test_case, const std::map<std::string, std::string>& settings);
    ~child_program();  // kills and reaps
    child_program(const child_program&) = delete;
    child_program& operator=(const child_program&) = delete;

    // The next line that the child reported; empty at its end.
    std::string next_report();
    void kill_hard();
    // The exit status as waitpid() gives it.
    int wait();

private:
    pid_t process_ = -1;
    unique_fd reports_;
    std::string unread_;
};

// In the child.
std::string child_setting(const std::string& name);
void report_to_parent(const std::string& line);

}  // namespace sweeplab::test
