// Starts the real sweeplab-cli and looks at it from outside: its streams, its exit code, signals to it.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "tests/support/temporary_folder.h"

namespace sweeplab::test {

struct cli_result {
    int exit_code = -1;  // 128 + signal when killed by one
    std::string out;
    std::string err;
};

struct cli_setting {
    std::string input = {};                               // for stdin
    std::map<std::string, std::string> environment = {};  // on top of this program's own
    long most_file_bytes = 0;                             // a limit on every file it writes: as if the disk were full
};

// A program that runs. Its stdout and stderr go to files, so that no pipe can fill up.
class cli_process {
public:
    cli_process(const std::vector<std::string>& arguments, const cli_setting& setting = {});
    ~cli_process();  // kills what still runs
    cli_process(const cli_process&) = delete;
    cli_process& operator=(const cli_process&) = delete;

    pid_t pid() const { return pid_; }
    void signal(int number) const;
    std::string out_so_far() const;
    std::string err_so_far() const;
    // Waits until stdout (or stderr) holds `text`; false after a minute or when the program ended without it.
    bool wait_for_out(const std::string& text);
    bool wait_for_err(const std::string& text);
    cli_result wait();  // for its end, two minutes at most

private:
    bool wait_for(const std::string& file, const std::string& text);
    bool has_ended();

    temporary_folder folder_;
    pid_t pid_ = -1;
    bool ended_ = false;
    int status_ = 0;
};

cli_result run_cli(const std::vector<std::string>& arguments, const cli_setting& setting = {});
// The JSON of stdout; the test fails when it is none.
json json_of(const cli_result& ended);
// Of two in turn, whose rounds came when: "ABBA", from the trials of 1 worker that stderr tells of. Runs 1 and 2.
std::string turns(const std::string& err);

}  // namespace sweeplab::test
