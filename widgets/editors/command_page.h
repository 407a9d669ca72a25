// Edits the "command" workload: one run of a program that parallelises itself, or one run for each item. GUI thread.
#pragma once

#include "widgets/editors/workload_page.h"

namespace sweeplab {

class command_page final : public workload_page {
    Q_OBJECT

public:
    explicit command_page(QWidget* parent = nullptr);
    static json blank();
    void set_workload(const json& workload) override;
    void rebase(const std::string& base) override;

private:
    void add_command_rows();
    void add_ending_rows();
    void add_agent_rows();
    void show_items_row();
};

}  // namespace sweeplab
