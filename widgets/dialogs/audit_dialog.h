// Does a published table hold together? Findings at the left, the file's text with the cited cells at the right. Reads
// and audits behind itself; changes nothing. GUI thread.
#pragma once

#include <QDialog>
#include <filesystem>
#include <memory>

#include "engine/audit/audit.h"
#include "widgets/bridge/session_bridge.h"

class QBoxLayout;
class QProgressBar;
class QPushButton;
class QSplitter;

namespace sweeplab {

class audit_tree;
class source_view;
class styled_label;
enum class label_part;

// A table that was read, with its text as far as it is shown.
struct audited_table {
    QString text;
    bool cut = false;  // there is more text
    table_audit whole;
};

class audit_dialog final : public QDialog {
    Q_OBJECT

public:
    explicit audit_dialog(session_bridge& bridge, QWidget* parent = nullptr);

    void audit_file(const std::filesystem::path& file);
    void audit_text(const QString& name, std::shared_ptr<const std::string> text);
    void audit_clipboard();
    bool busy() const { return busy_; }

    QString as_markdown() const;
    void copy_markdown();
    sweeplab::result<void> save_json(const std::filesystem::path& file) const;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void make_buttons(QBoxLayout* column);
    void start(const QString& name, std::function<sweeplab::result<audited_table>()> work);
    void take(sweeplab::result<audited_table> answer);
    void show_cited();
    void choose_file();
    void choose_json();
    void show_state(const QString& headline, label_part part, const QString& note);

    session_bridge& bridge_;
    QString name_;
    audited_table shown_;
    bool busy_ = false;
    bool any_ = false;
    int asked_ = 0;
    styled_label* headline_;
    styled_label* note_;
    QProgressBar* bar_;
    QSplitter* halves_;
    audit_tree* tree_;
    source_view* source_;
    QPushButton* copy_ = nullptr;
    QPushButton* save_ = nullptr;
    QPushButton* choose_ = nullptr;
};

}  // namespace sweeplab
