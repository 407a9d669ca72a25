// Asks for a key and puts it into the desktop's keyring. The key is typed hidden and forgotten at once. GUI thread.
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLineEdit;

namespace sweeplab {

class styled_label;

class keyring_dialog final : public QDialog {
    Q_OBJECT

public:
    // The entry's name, or empty when nothing was kept.
    static QString keep_key(QWidget* parent);

    explicit keyring_dialog(QWidget* parent = nullptr);
    QString entry_name() const;

private:
    void keep();
    void show_ready();

    QLineEdit* name_;
    QLineEdit* key_;
    styled_label* fault_;
    QDialogButtonBox* buttons_;
};

}  // namespace sweeplab
