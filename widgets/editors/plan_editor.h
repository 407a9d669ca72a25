// Edits a whole plan: workload, sweep, limits and prices. Everything is checked as it is typed, by the same strict
// reader that a plan file goes through; what it refuses is said beside the field. GUI thread.
#pragma once

#include <QDialog>
#include <QTimer>

#include "widgets/bridge/session_bridge.h"
#include "widgets/editors/workload_page.h"
#include "widgets/models/provider_presets.h"
#include "widgets/models/sweep_draft.h"

class QComboBox;
class QDialogButtonBox;
class QPushButton;
class QScrollArea;
class QTabWidget;

namespace sweeplab {

class styled_label;

class plan_editor final : public QDialog {
    Q_OBJECT

public:
    plan_editor(session_bridge& bridge, plan_document plan, QWidget* parent = nullptr);

    // As edited; `edited` says whether it differs from its file.
    plan_document edited_plan() const;
    // Asks for a file and saves the plan there.
    void save_file();
    // A document for "New workload".
    static plan_document blank_plan(const std::string& kind);

Q_SIGNALS:
    void saved(const std::filesystem::path& file);

private:
    void create_head();
    void create_tabs();
    field_form* create_limits_form();
    void add_presets(field_form& form, const QString& label, const QString& invitation, const std::string& part,
                     const preset_list& list);
    void create_foot();
    QScrollArea* in_scroll_area(QWidget* content);

    void show_plan();
    void choose_kind(const std::string& kind, json workload);
    void take_kind_choice();
    json document() const;
    void check_soon();
    void check();
    bool show_fault(const error& fault);
    void ask_estimate(const plan& work);
    void open_file();
    void try_job();

    session_bridge& bridge_;
    plan_document source_;
    std::map<std::string, json> other_kinds_;  // what was typed before the kind was changed
    std::string kind_;
    bool filling_ = false;

    field_form* head_ = nullptr;
    QComboBox* kind_choice_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    QScrollArea* workload_area_ = nullptr;
    workload_page* page_ = nullptr;
    field_form* sweep_ = nullptr;
    field_form* limits_ = nullptr;
    styled_label* verdict_ = nullptr;
    QPushButton* try_ = nullptr;
    QDialogButtonBox* buttons_ = nullptr;
    QTimer check_delay_;
    int estimate_serial_ = 0;
};

}  // namespace sweeplab
