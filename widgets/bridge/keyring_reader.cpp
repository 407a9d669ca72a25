#include "widgets/bridge/keyring_reader.h"

#include <qt6keychain/keychain.h>
#include <QPointer>
#include <QThread>
#include <chrono>

#include "engine/workload/endpoint_spec.h"

namespace sweeplab {
namespace {

// Long enough to type the keyring's password.
constexpr std::chrono::seconds longest_wait{60};

void read_from_desktop(const QString& name, std::function<void(std::string)> done) {
    auto* job = new QKeychain::ReadPasswordJob(QLatin1String(keyring_service));
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
        done(job->error() == QKeychain::NoError ? job->textData().toStdString() : std::string());
    });
    job->start();
}

}  // namespace

keyring_reader::keyring_reader(QObject* parent) : keyring_reader(read_from_desktop, parent) {}

keyring_reader::keyring_reader(entry_reader reader, QObject* parent) : QObject(parent), read_entry_(std::move(reader)) {}

keyring_reader::~keyring_reader() { give_up(); }

std::string keyring_reader::find(const std::string& name) {
    if (!name.starts_with(keyring_prefix)) return secret_from_environment(name);
    if (QThread::currentThread() == thread()) return {};
    std::unique_lock lock(mutex_);
    if (given_up_) return {};
    const int number = ++last_number_;
    questions_[number];
    const std::string entry = name.substr(keyring_prefix.size());
    QMetaObject::invokeMethod(
        this, [this, number, entry] { ask_keyring(number, entry); }, Qt::QueuedConnection);
    answered_.wait_for(lock, longest_wait, [&] { return given_up_ || questions_[number].answered; });
    std::string answer = std::move(questions_[number].answer);
    questions_.erase(number);
    return answer;
}

void keyring_reader::ask_keyring(int number, const std::string& name) {
    read_entry_(QString::fromStdString(name), [self = QPointer<keyring_reader>(this), number](std::string text) {
        if (self) self->answer(number, std::move(text));
    });
}

void keyring_reader::answer(int number, std::string text) {
    const std::lock_guard lock(mutex_);
    const auto found = questions_.find(number);
    if (found == questions_.end()) return;  // nobody waits any more
    found->second = {true, std::move(text)};
    answered_.notify_all();
}

void keyring_reader::give_up() {
    const std::lock_guard lock(mutex_);
    given_up_ = true;
    answered_.notify_all();
}

void write_keyring_entry(const QString& name, const QString& key, QObject* context, std::function<void(QString)> done) {
    auto* job = new QKeychain::WritePasswordJob(QLatin1String(keyring_service));
    job->setKey(name);
    job->setTextData(key);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, done = std::move(done)] {
        done(job->error() == QKeychain::NoError ? QString() : job->errorString());
    });
    job->start();
}

}  // namespace sweeplab
