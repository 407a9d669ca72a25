// Edits the "native" workload: which kernels measure this machine, and the values that they run with. GUI thread.
#pragma once

#include "widgets/editors/workload_page.h"

class QVBoxLayout;

namespace sweeplab {

class kernel_list;
class styled_label;

class native_page final : public workload_page {
    Q_OBJECT

public:
    explicit native_page(QWidget* parent = nullptr);
    static json blank();
    void set_workload(const json& workload) override;
    json workload() const override;
    bool show_fault(const std::string& path, const QString& reason) override;
    void clear_faults() override;

private:
    void show_current();
    void show_reason();

    kernel_list* kernels_;
    styled_label* fault_;
    styled_label* heading_;
    styled_label* note_;
    QVBoxLayout* place_;            // of the values
    field_form* values_ = nullptr;  // of the current kernel
    int faulty_ = -1;               // place in the plan's list
    std::string faulty_value_;      // "/elements"
    QString reason_;
};

}  // namespace sweeplab
