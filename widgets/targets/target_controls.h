// Above the targets: which file of them, which of the ticked runs, and beside which baseline. GUI thread.
#pragma once

#include <QWidget>
#include <filesystem>

#include "widgets/bridge/run_library.h"

class QComboBox;
class QPushButton;

namespace sweeplab {

// A run that can be chosen.
struct run_choice {
    run_id run;
    QString name;
};

class target_controls final : public QWidget {
    Q_OBJECT

public:
    explicit target_controls(QWidget* parent = nullptr);

    // The run chosen by the person stays so while it is among them; else `usual`.
    void set_runs(const std::vector<run_choice>& runs, run_id usual);
    void set_baselines(const std::vector<run_choice>& baselines, run_id usual);
    run_id run() const;
    run_id baseline() const;  // none: without one

    // Shipped files come first, then those opened lately.
    void set_files(std::vector<std::filesystem::path> shipped, std::vector<std::filesystem::path> opened);
    void choose_file(const std::filesystem::path& file);  // one that is not known is added; emits nothing
    std::filesystem::path file() const;
    std::vector<std::filesystem::path> opened() const { return opened_; }
    void add_control(QWidget* control);

Q_SIGNALS:
    void asked();  // the person wants another answer

private:
    QWidget* with_label(const QString& text, QWidget* field);
    void list_files();
    void open_file();
    void open_folder();

    std::vector<std::filesystem::path> shipped_;
    std::vector<std::filesystem::path> opened_;  // newest first
    QComboBox* file_;
    QComboBox* run_;
    QComboBox* baseline_;
    QWidget* run_row_;
    run_id chosen_run_;  // by the person
    std::optional<run_id> chosen_baseline_;
};

}  // namespace sweeplab
