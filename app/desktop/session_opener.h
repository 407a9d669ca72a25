// Opens the library in the background, so that the window is there at once, and helps when it cannot be opened:
// says what is wrong and where, and takes another file. GUI thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <memory>

#include "engine/session/engine_session.h"

namespace sweeplab {

class session_opener final : public QObject {
    Q_OBJECT

public:
    explicit session_opener(secret_lookup find_secret, QObject* parent = nullptr);
    ~session_opener() override;

    // Emits opened() or failed().
    void open(const std::filesystem::path& database);
    std::unique_ptr<engine_session> take() { return std::move(session_); }

Q_SIGNALS:
    void opened();
    void failed(const std::filesystem::path& database, const sweeplab::error& why);

private:
    void finish(const std::filesystem::path& database, std::shared_ptr<result<std::unique_ptr<engine_session>>> answer);

    secret_lookup find_secret_;
    std::unique_ptr<engine_session> session_;
    QThread* worker_ = nullptr;
};

enum class database_choice { another, again, quit };
// Asks what to do about a library that cannot be opened; fills `file` for another.
database_choice ask_about_database(QWidget* parent, const std::filesystem::path& database, const error& why,
                                   std::filesystem::path& file);

}  // namespace sweeplab
