// Edits the "llm" workload: endpoint, key by name, prompt, items, generation, time limits. GUI thread.
#pragma once

#include "widgets/editors/workload_page.h"

class QComboBox;

namespace sweeplab {

class llm_page final : public workload_page {
    Q_OBJECT

public:
    explicit llm_page(QWidget* parent = nullptr);
    static json blank();
    void set_workload(const json& workload) override;

private:
    void add_endpoint_rows();
    void add_key_rows();
    void add_request_rows();
    void add_limit_rows();
    void show_key_rows();

    QComboBox* key_source_ = nullptr;
};

}  // namespace sweeplab
