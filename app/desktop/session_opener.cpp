#include "app/desktop/session_opener.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QThread>

#include "widgets/models/words.h"

namespace sweeplab {

session_opener::session_opener(secret_lookup find_secret, QObject* parent)
    : QObject(parent), find_secret_(std::move(find_secret)) {}

session_opener::~session_opener() {
    if (worker_) worker_->wait();
}

void session_opener::open(const std::filesystem::path& database) {
    session_options options;
    options.store.file = database.empty() ? default_database_path() : database;
    options.find_secret = find_secret_;
    options.with_examples = true;
    worker_ = QThread::create([this, options] {
        auto answer = std::make_shared<result<std::unique_ptr<engine_session>>>(engine_session::open(options));
        if (*answer) (**answer)->this_host();  // read once, here, where nobody waits for it
        QMetaObject::invokeMethod(
            this, [this, file = options.store.file, answer] { finish(file, answer); }, Qt::QueuedConnection);
    });
    worker_->setParent(this);
    worker_->start();
}

void session_opener::finish(const std::filesystem::path& database,
                            std::shared_ptr<result<std::unique_ptr<engine_session>>> answer) {
    worker_->wait();
    worker_->deleteLater();
    worker_ = nullptr;
    if (*answer) {
        session_ = std::move(**answer);
        Q_EMIT opened();
    } else {
        Q_EMIT failed(database, answer->error());
    }
}

database_choice ask_about_database(QWidget* parent, const std::filesystem::path& database, const error& why,
                                   std::filesystem::path& file) {
    QMessageBox box(QMessageBox::Critical, session_opener::tr("The library cannot be opened"),
                    session_opener::tr("The saved runs in\n%1\ncannot be opened.").arg(to_qt(database.string())),
                    QMessageBox::NoButton, parent);
    box.setInformativeText(error_in_words(why));
    auto* another = box.addButton(session_opener::tr("Choose another &file…"), QMessageBox::AcceptRole);
    auto* again = box.addButton(session_opener::tr("&Try again"), QMessageBox::AcceptRole);
    auto* quit = box.addButton(session_opener::tr("&Quit"), QMessageBox::RejectRole);
    box.setDefaultButton(again);
    box.setEscapeButton(quit);
    box.exec();
    if (box.clickedButton() == again) return database_choice::again;
    if (box.clickedButton() != another) return database_choice::quit;
    const QString chosen = QFileDialog::getSaveFileName(
        parent, session_opener::tr("Library of runs"), to_qt(database.parent_path().string()),
        session_opener::tr("Libraries (*.db);;All files (*)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (chosen.isEmpty()) return database_choice::again;
    file = to_std(chosen);
    return database_choice::another;
}

}  // namespace sweeplab
