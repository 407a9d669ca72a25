// Edits the "pipeline" workload: the steps as a graph, the selected one as a form, milestones, items, endpoint. GUI thread.
#pragma once

#include "widgets/editors/workload_page.h"

namespace sweeplab {

class key_rows;
class milestones_field;
class steps_editor;

class pipeline_page final : public workload_page {
    Q_OBJECT

public:
    explicit pipeline_page(QWidget* parent = nullptr);
    static json blank();

    void set_workload(const json& workload) override;
    json workload() const override;
    void rebase(const std::string& base) override;
    bool show_fault(const std::string& path, const QString& reason) override;
    QString show_own_fault() override;
    void clear_faults() override;

private:
    void add_rows();
    void take_steps();
    void show_names();

    json odd_steps_;  // what stands for "steps" but is no list
    steps_editor* steps_;
    milestones_field* milestones_ = nullptr;
    key_rows* key_ = nullptr;
};

}  // namespace sweeplab
