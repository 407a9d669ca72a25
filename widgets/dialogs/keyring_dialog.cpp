#include "widgets/dialogs/keyring_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

#include "widgets/bridge/keyring_reader.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {

QString keyring_dialog::keep_key(QWidget* parent) {
    keyring_dialog dialog(parent);
    return dialog.exec() == Accepted ? dialog.entry_name() : QString();
}

keyring_dialog::keyring_dialog(QWidget* parent)
    : QDialog(parent),
      name_(new QLineEdit(this)),
      key_(new QLineEdit(this)),
      fault_(new styled_label(label_part::fault, {}, this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Keep a key in the keyring"));
    auto* form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* note = new styled_label(
        label_part::note, tr("The key goes to the desktop's keyring and nowhere else. Plans hold the entry's name."), this);
    form->addRow(note);
    name_->setPlaceholderText(QStringLiteral("openai"));
    name_->setAccessibleName(tr("Name of the entry"));
    key_->setEchoMode(QLineEdit::Password);
    key_->setAccessibleName(tr("Key"));
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("&Key"), key_);
    form->addRow(fault_);
    form->addRow(buttons_);
    fault_->hide();
    setMinimumWidth(420);
    connect(name_, &QLineEdit::textChanged, this, &keyring_dialog::show_ready);
    connect(key_, &QLineEdit::textChanged, this, &keyring_dialog::show_ready);
    connect(buttons_, &QDialogButtonBox::accepted, this, &keyring_dialog::keep);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    show_ready();
}

QString keyring_dialog::entry_name() const { return name_->text().trimmed(); }

void keyring_dialog::show_ready() {
    buttons_->button(QDialogButtonBox::Save)->setEnabled(!entry_name().isEmpty() && !key_->text().isEmpty());
}

void keyring_dialog::keep() {
    buttons_->setEnabled(false);
    write_keyring_entry(entry_name(), key_->text(), this, [this](const QString& wrong) {
        buttons_->setEnabled(true);
        if (wrong.isEmpty()) {
            key_->clear();
            return accept();
        }
        fault_->setText(tr("The keyring did not take it: %1\nIs a keyring (GNOME Keyring, KWallet) running? An environment "
                           "variable works without one.")
                            .arg(wrong));
        fault_->show();
    });
}

}  // namespace sweeplab
