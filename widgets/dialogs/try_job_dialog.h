// "Try one job": runs one item of a workload, stores nothing, and shows the answer or the error. GUI thread.
#pragma once

#include <QDialog>
#include <filesystem>

#include "widgets/bridge/session_bridge.h"

class QPlainTextEdit;
class QProgressBar;

namespace sweeplab {

class styled_label;

class try_job_dialog final : public QDialog {
    Q_OBJECT

public:
    try_job_dialog(session_bridge& bridge, plan work, std::filesystem::path base, QWidget* parent = nullptr);

private:
    void start(session_bridge& bridge, plan work, std::filesystem::path base);
    void show_answer(const sweeplab::result<trial_job_result>& answer);

    styled_label* headline_;
    styled_label* facts_;
    QProgressBar* busy_;
    QPlainTextEdit* text_;
};

// "1.2 s · first token after 0.1 s · 12 tokens in, 64 out · exit 0". Pure.
QString job_facts(const attempt& span);

}  // namespace sweeplab
