// Edits the "phases" workload: what is asked, the planned rates, and the policy that moves the workers. GUI thread.
#pragma once

#include "widgets/editors/workload_page.h"

namespace sweeplab {

class key_rows;

class phases_page final : public workload_page {
    Q_OBJECT

public:
    explicit phases_page(QWidget* parent = nullptr);
    static json blank();
    void set_workload(const json& workload) override;

private:
    void add_load_rows();
    void add_policy_rows();
    void show_policy_rows();

    key_rows* key_ = nullptr;
};

}  // namespace sweeplab
