#include "app/desktop/import_flow.h"

#include <QFileDialog>
#include <filesystem>

#include "engine/session/keep_runs.h"
#include "widgets/models/dropped_files.h"
#include "widgets/models/import_words.h"
#include "widgets/models/plan_shelf.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr std::uintmax_t largest_plan = std::uintmax_t{8} << 20;

// A file may hold a plan or saved runs; a plan says what it works on.
bool is_plan(const QString& file) {
    const std::filesystem::path path = to_std(file);
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(path, unknown)) return false;
    const auto bytes = std::filesystem::file_size(path, unknown);
    if (unknown || bytes > largest_plan) return false;
    const auto document = read_plan_document(path);
    return document && document->document.contains("workload") && document->document.contains("sweep");
}

struct sorted_files {
    QStringList plans;
    QStringList others;
};

sorted_files sort_out(const QStringList& files) {
    sorted_files sorted;
    for (const QString& file : files) (is_plan(file) ? sorted.plans : sorted.others) << file;
    return sorted;
}

}  // namespace

import_flow::import_flow(session_bridge& bridge, QWidget* window) : QObject(window), bridge_(bridge), window_(window) {
    connect(&bridge_, &session_bridge::session_closed, this, [this] { delete dialog_; });
}

bool import_flow::under_way() const { return dialog_ && !asks_; }

void import_flow::open(const QStringList& files) {
    if (files.isEmpty()) return;
    bridge_.ask(
        this, [files](engine_session&) { return sort_out(files); },
        [this](const sorted_files& sorted) {
            for (const QString& plan : sorted.plans) Q_EMIT plan_found(plan);
            open_runs(sorted.others);
        });
}

void import_flow::choose() {
    open_runs(QFileDialog::getOpenFileNames(window_, tr("Import runs"), QString(), tr(run_file_filter)));
}

void import_flow::paste() { shown_dialog().add_clipboard(); }

void import_flow::open_runs(const QStringList& files) {
    if (files.isEmpty()) return;
    shown_dialog().add_files(files);
}

import_dialog& import_flow::shown_dialog() {
    if (!dialog_) {
        dialog_ = new import_dialog(bridge_, window_);
        dialog_->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog_, &QDialog::accepted, this, &import_flow::store);
        if (asks_) dialog_->open();
        else connect(dialog_, &import_dialog::reading_ended, this, &import_flow::store_unasked);
    }
    return *dialog_;
}

void import_flow::store_unasked() {
    import_dialog* unseen = dialog_;
    for (const auto& fault : unseen->faults()) Q_EMIT failed(tr("A file could not be imported"), fault);
    if (unseen->run_count() > 0) store();
    dialog_.clear();
    unseen->deleteLater();
}

void import_flow::store() {
    auto chosen = dialog_->chosen();
    QStringList files;
    for (const auto& one : chosen) files << shown_plainly(one.reading->preview.file);
    const auto count = static_cast<long long>(dialog_->run_count());
    const QString words = tr("%1 imported from %2")
                              .arg(counted(count, "run", "runs"),
                                   files.size() <= 3 ? files.join(QStringLiteral(", ")) : tr("%1 files").arg(files.size()));
    const QStringList notices = dialog_->notices();
    dialog_.clear();  // what is dropped from now on goes into a preview of its own
    Q_EMIT storing(tr("Importing %1…").arg(counted(count, "run", "runs")));
    bridge_.ask(
        this, [chosen = std::move(chosen)](engine_session& session) { return keep_runs(session.store(), runs_of(chosen)); },
        [this, words, notices](const result<std::vector<run_id>>& runs) {
            if (!runs) return Q_EMIT failed(tr("The runs could not be imported; none of them was stored"), runs.error());
            Q_EMIT stored(*runs, words, notices);
        });
}

}  // namespace sweeplab
