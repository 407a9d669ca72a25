// Gives the engine the keys that plans name: environment variables directly, "keyring:NAME" from the desktop's
// keyring, which answers on the GUI thread only. No key is kept here, shown or written anywhere.
#pragma once

#include <QObject>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "engine/workload/workload.h"

namespace sweeplab {

// Under which Sweeplab's entries stand in the keyring.
inline constexpr auto keyring_service = "sweeplab";

class keyring_reader final : public QObject {
    Q_OBJECT

public:
    // Reads an entry and calls back on the GUI thread, with an empty text when there is none.
    using entry_reader = std::function<void(const QString& name, std::function<void(std::string)> done)>;

    explicit keyring_reader(QObject* parent = nullptr);
    keyring_reader(entry_reader reader, QObject* parent);
    ~keyring_reader() override;

    // Waits for the keyring (a person may have to unlock it), so: any thread but the GUI's, which gets an empty text.
    std::string find(const std::string& name);
    // Holds no reference to an open dialog or a dead keyring: everyone who waits gets an empty text. GUI thread.
    void give_up();

private:
    struct question {
        bool answered = false;
        std::string answer;
    };
    void ask_keyring(int number, const std::string& name);
    void answer(int number, std::string text);

    entry_reader read_entry_;
    std::mutex mutex_;
    std::condition_variable answered_;
    std::map<int, question> questions_;
    int last_number_ = 0;
    bool given_up_ = false;
};

// Writes an entry; `done` gets an empty text, or what went wrong. GUI thread.
void write_keyring_entry(const QString& name, const QString& key, QObject* context, std::function<void(QString)> done);

}  // namespace sweeplab
