// Reads result files one after the other on a worker thread and keeps what each of them holds. A file that cannot be
// read does not keep the others from it. Going away drops what is still being read and waits for nothing. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/imports/imports.h"
#include "widgets/bridge/session_bridge.h"

namespace sweeplab {

using file_reading_ptr = std::shared_ptr<const file_reading>;

// What was pasted, or a file.
struct import_source {
    QString name;                             // of the file, or "Pasted text"
    std::filesystem::path file;               // empty: pasted
    std::shared_ptr<const std::string> text;  // pasted
};

struct import_entry {
    import_source source;
    file_reading_ptr reading;    // null until it is read, or when it cannot be
    std::optional<error> fault;  // why it cannot be read
    bool is_table = false;       // a published table, which can be audited
    bool under_way() const { return !reading && !fault; }
};

// Runs of one file that are to be kept.
struct import_choice {
    file_reading_ptr reading;
    std::vector<std::size_t> runs;  // by place in `reading`
    std::string name;               // of the run; empty: as it was read
};
std::vector<run_record> runs_of(const std::vector<import_choice>& chosen);

class import_reader final : public QObject {
    Q_OBJECT

public:
    explicit import_reader(session_bridge& bridge, QObject* parent = nullptr);

    // Its place, or -1 when this file is here already.
    int add(import_source source);
    const std::deque<import_entry>& entries() const { return entries_; }
    std::size_t under_way() const;

    // Puts parts of one sweep together, as join_readings(); of several calls only the last answers.
    void join(std::vector<file_reading_ptr> parts, std::function<void(result<file_reading_ptr>)> done);

Q_SIGNALS:
    void entry_read(int place);

private:
    void read_next();

    session_bridge& bridge_;
    std::deque<import_entry> entries_;
    bool reading_ = false;
    int joins_ = 0;
};

}  // namespace sweeplab
