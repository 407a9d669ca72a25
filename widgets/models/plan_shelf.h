// The plans that the workload chooser offers: examples that ship with Sweeplab, those in the user's own
// folder, files opened lately, and the working copy that holds changes not saved yet. Free functions are safe on
// any thread; the class belongs to the GUI thread.
#pragma once

#include <QObject>
#include <filesystem>
#include <vector>

#include "widgets/bridge/session_bridge.h"
#include "widgets/models/sweep_draft.h"

namespace sweeplab {

struct plan_entry {
    enum class origin { saved, recent, example };
    origin from = origin::example;
    QString title;    // the plan's name, else the file's
    QString summary;  // its kind in a word or two
    std::filesystem::path file;
    bool operator==(const plan_entry&) const = default;
};

// The title, with as much of the file's path as tells it from others of the same title: "build — new/plan.json".
QString title_among(const plan_entry& one, const std::vector<plan_entry>& all);

// Reads a file as JSON; the plan need not be valid.
result<plan_document> read_plan_document(const std::filesystem::path& file);
// As it is written to files: indented, ends with a newline.
result<void> write_plan_document(const std::filesystem::path& file, const json& document);

struct plan_folders {
    std::filesystem::path examples;
    std::filesystem::path saved;
};
plan_folders standard_plan_folders();  // resources, and plans/ in the user's data folder
// Plans of the folders and the recent files that are still there, each file once.
std::vector<plan_entry> list_plans(const plan_folders& folders, const std::vector<std::filesystem::path>& recent);

class plan_shelf final : public QObject {
    Q_OBJECT

public:
    plan_shelf(session_bridge& bridge, plan_folders folders, QObject* parent = nullptr);

    const std::vector<plan_entry>& entries() const { return entries_; }
    const plan_folders& folders() const { return folders_; }
    void refresh();

    // Files opened or saved lately, newest first; kept in the settings.
    std::vector<std::filesystem::path> recent() const;
    void note_recent(const std::filesystem::path& file);

    // Changes that are in no file yet survive a restart here. An empty document forgets them.
    void keep_working_copy(const plan_document& copy) const;
    plan_document working_copy() const;

Q_SIGNALS:
    void changed();

private:
    std::filesystem::path working_copy_file() const;

    session_bridge& bridge_;
    plan_folders folders_;
    std::vector<plan_entry> entries_;
};

}  // namespace sweeplab
