// Edits the "llm" workload: endpoint, key by name, prompt, items, generation, time limits. GUI thread.
#pragma once

#include "widgets/editors/workload_page.h"

namespace sweeplab {

class key_rows;

class llm_page final : public workload_page {
    Q_OBJECT

public:
    explicit llm_page(QWidget* parent = nullptr);
    static json blank();
    void set_workload(const json& workload) override;

private:
    void add_request_rows();
    void add_limit_rows();

    key_rows* key_ = nullptr;
};

}  // namespace sweeplab
