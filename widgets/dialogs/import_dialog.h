// What files bring before anything of it is stored: file by file and run by run, to be ticked or not. Reads behind itself
// and stores nothing: chosen() is what the person wants kept. GUI thread.
#pragma once

#include <QDialog>

#include "widgets/bridge/import_reader.h"

class QDialogButtonBox;
class QProgressBar;
class QPushButton;

namespace sweeplab {

class import_details;
class import_list;
class join_offer;
class styled_label;

class import_dialog final : public QDialog {
    Q_OBJECT

public:
    explicit import_dialog(session_bridge& bridge, QWidget* parent = nullptr);

    void add_files(const QStringList& files);  // those that are here already are not read again
    void add_clipboard();                      // its text, or the files that were copied

    std::vector<import_choice> chosen() const;
    std::size_t run_count() const;      // of chosen()
    bool reading() const;               // something is still being read or put together
    std::vector<error> faults() const;  // of the files that cannot be read
    // What is told of the files that are chosen, for the messages.
    QStringList notices() const;

Q_SIGNALS:
    void reading_ended();  // of all files

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void make_buttons();
    void add(import_source source);
    void take_read(int place);
    void follow_ticks();
    void show_current();
    void show_state();
    QString headline() const;
    void choose_files();
    void audit_current();

    session_bridge& bridge_;
    import_reader reader_;
    styled_label* headline_;
    styled_label* note_;
    QProgressBar* busy_;
    import_list* list_;
    import_details* details_;
    join_offer* join_;
    QDialogButtonBox* buttons_;
    QPushButton* import_ = nullptr;
    int pasted_ = 0;
};

}  // namespace sweeplab
