// sweeplab-cli: everything that Sweeplab does, without a display.
#include <csignal>
#include <exception>

#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"

using namespace sweeplab::cli;

namespace {

constexpr const char* examples = R"(Examples:
  sweeplab-cli run demo                        a sweep against the simulated endpoint
  sweeplab-cli run plan.json --workers 1,2,4   a plan of your own
  sweeplab-cli list                            the saved runs
  sweeplab-cli show last                       the newest one: times, speedup, finding
  sweeplab-cli analyze last                    which worker count to use, where its worker-seconds went
  sweeplab-cli analyze times.csv               the same of a file
  sweeplab-cli predict last --workers 1-16:*2  how long other worker counts would take
  sweeplab-cli compare 12 9                    run 12 beside run 9: what differs, the ratio at each worker count
  sweeplab-cli check last --targets FILE       whether it meets targets
  sweeplab-cli audit table.csv                 whether a published table holds together
  sweeplab-cli export last --out times.csv
  sweeplab-cli export last --out report.html   a report with charts that needs no network
  sweeplab-cli import results.json --dry-run   what of another tool's file would come in
  sweeplab-cli COMMAND --help                  more about a command

Exit codes: 0 done, 1 done but a trial or a target failed or a table contradicts itself, 2 bad input or usage, 3 stopped by the user.)";

int run_program(int argc, char** argv) {
    int exit_code = exit_done;
    CLI::App program("Measures parallel work: runs a sweep of worker counts, keeps it, says where the curve bends.",
                     "sweeplab-cli");
    program.footer(examples);
    program.set_version_flag("--version", std::string("sweeplab-cli ") + SWEEPLAB_VERSION);
    program.require_subcommand(1);
    add_run_command(program, exit_code);
    add_resume_command(program, exit_code);
    add_list_command(program, exit_code);
    add_show_command(program, exit_code);
    add_analyze_command(program, exit_code);
    add_predict_command(program, exit_code);
    add_compare_command(program, exit_code);
    add_check_command(program, exit_code);
    add_audit_command(program, exit_code);
    add_native_command(program, exit_code);
    add_merge_command(program, exit_code);
    add_exclude_command(program, exit_code);
    add_export_command(program, exit_code);
    add_import_command(program, exit_code);
    add_host_command(program, exit_code);
    add_serve_command(program, exit_code);
    add_remote_run_command(program, exit_code);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& fault) {
        return program.exit(fault) == 0 ? exit_done : exit_bad_input;
    }
    return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    // A reader that goes away shows as a failed write, which each writer handles.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        const int exit_code = run_program(argc, argv);
        return finish_data() || exit_code != exit_done ? exit_code : exit_bad_input;
    } catch (const std::exception& fault) {
        say(std::string("sweeplab-cli: a fault of the program itself: ") + fault.what());
        return exit_bad_input;
    }
}
