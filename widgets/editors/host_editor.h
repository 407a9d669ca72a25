// Edits the host profiles: a list of machines at the left, the chosen one's form at the right. Hardware that was
// read from this machine is shown, not changed. Checked as typed; saved by OK. GUI thread.
#pragma once

#include <QDialog>
#include <QTimer>
#include <vector>

#include "engine/model/host_profile.h"
#include "widgets/bridge/session_bridge.h"
#include "widgets/editors/field_form.h"

class QDialogButtonBox;
class QListWidget;
class QPushButton;

namespace sweeplab {

class generator_row;
class styled_label;

class host_editor final : public QDialog {
    Q_OBJECT

public:
    // The first one is this machine.
    host_editor(session_bridge& bridge, std::vector<host_profile> hosts, const std::string& chosen,
                QWidget* parent = nullptr);

    // The profile that was chosen at the end.
    std::string chosen_id() const;

Q_SIGNALS:
    // What is wrong with saving; the dialog stays open.
    void save_failed(const QString& why);

private:
    struct entry {
        json document;
        json stored;  // as it was read; null: new
        bool this_machine = false;
    };

    void create_list();
    void create_form();
    void create_foot();
    void add_identity_rows();
    void add_hardware_rows();
    void add_generator_row();
    void add_expectation_rows();
    void fill_list(int current);
    void show_entry(int row);
    void take_form();
    void check();
    void add_host(json document);
    void remove_host();
    void save();

    session_bridge& bridge_;
    std::vector<entry> entries_;
    std::vector<std::string> removed_;
    int shown_ = -1;
    bool filling_ = false;
    QListWidget* list_ = nullptr;
    QPushButton* duplicate_ = nullptr;
    QPushButton* remove_ = nullptr;
    field_form* form_ = nullptr;
    generator_row* generator_ = nullptr;
    styled_label* origin_ = nullptr;
    styled_label* verdict_ = nullptr;
    QDialogButtonBox* buttons_ = nullptr;
    QTimer check_delay_;
};

}  // namespace sweeplab
