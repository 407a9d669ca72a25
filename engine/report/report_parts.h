// The sections of a run's report; each gives nothing where the run has none of it. For .cpp files of this folder.
#pragma once

#include "engine/report/report.h"

namespace sweeplab {

using maybe_section = std::optional<report_section>;

// Numbers with the same number of decimals, three significant digits of the smallest; empty cells for what is missing.
std::vector<std::string> number_column(const std::vector<std::optional<double>>& values);
std::string whole_percent(double share);

// Builds a table column by column; columns without any value are left out where asked for.
class table_builder {
public:
    explicit table_builder(std::string title = {}) { table_.title = std::move(title); }
    table_builder& add(std::string title, std::vector<std::string> cells, bool number = true);
    table_builder& add_if_any(std::string title, std::vector<std::string> cells, bool number = true);
    report_table take() { return std::move(table_); }

private:
    report_table table_;
};

maybe_section scaling_section(const run_record& run, const run_analysis& analysis);
maybe_section advice_section(const run_analysis& analysis);
maybe_section loss_section(const run_analysis& analysis);
maybe_section latency_section(const run_analysis& analysis);
maybe_section rate_section(const run_analysis& analysis);
maybe_section laws_section(const run_analysis& analysis);
maybe_section milestone_section(const run_record& run);
maybe_section native_section(const run_record& run);
maybe_section solved_section(const run_record& run);
maybe_section phase_section(const run_analysis& analysis);
maybe_section soak_section(const run_analysis& analysis);
maybe_section tool_section(const run_record& run);
maybe_section condition_section(const run_record& run);
maybe_section trials_section(const run_record& run);
maybe_section missing_section(const run_analysis& analysis);
maybe_section again_section(const run_record& run, const report_request& request);

}  // namespace sweeplab
