// The subcommands. Each adds itself to the program and, when it is chosen, leaves its exit code behind.
#pragma once

namespace CLI {
class App;
}

namespace sweeplab::cli {

void add_host_command(CLI::App& program, int& exit_code);
void add_run_command(CLI::App& program, int& exit_code);
void add_remote_run_command(CLI::App& program, int& exit_code);
void add_resume_command(CLI::App& program, int& exit_code);
void add_list_command(CLI::App& program, int& exit_code);
void add_show_command(CLI::App& program, int& exit_code);
void add_analyze_command(CLI::App& program, int& exit_code);
void add_predict_command(CLI::App& program, int& exit_code);
void add_compare_command(CLI::App& program, int& exit_code);
void add_check_command(CLI::App& program, int& exit_code);
void add_audit_command(CLI::App& program, int& exit_code);
void add_native_command(CLI::App& program, int& exit_code);
void add_merge_command(CLI::App& program, int& exit_code);
void add_exclude_command(CLI::App& program, int& exit_code);
void add_export_command(CLI::App& program, int& exit_code);
void add_import_command(CLI::App& program, int& exit_code);
void add_serve_command(CLI::App& program, int& exit_code);

}  // namespace sweeplab::cli
