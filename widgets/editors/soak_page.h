// Edits the "soak" workload: how long, what is asked meanwhile, and what is watched. GUI thread.
#pragma once

#include "widgets/editors/workload_page.h"

class QComboBox;

namespace sweeplab {

class key_rows;

class soak_page final : public workload_page {
    Q_OBJECT

public:
    explicit soak_page(QWidget* parent = nullptr);
    static json blank();
    void set_workload(const json& workload) override;
    json workload() const override;
    void rebase(const std::string& base) override;
    QComboBox& watched() const { return *watched_; }

private:
    enum watch : int { nothing, by_number, by_command };

    void add_time_rows();
    void add_stream_rows();
    void add_watch_rows();
    void add_metrics_rows();
    void show_rows();

    key_rows* key_ = nullptr;
    QComboBox* watched_ = nullptr;
};

}  // namespace sweeplab
