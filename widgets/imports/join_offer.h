// "Put them together as one run": for several files of one tool, each with a part of a sweep. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/bridge/import_reader.h"

class QCheckBox;
class QLineEdit;

namespace sweeplab {

class styled_label;

// The tool of a file that may be a part of a sweep: one that holds a single run of another tool. Else empty.
std::string tool_of_part(const file_reading& reading);

class join_offer final : public QWidget {
    Q_OBJECT

public:
    explicit join_offer(import_reader& reader, QWidget* parent = nullptr);

    // The files that are ticked; offered where several of them are parts by one tool.
    void set_readings(const std::vector<file_reading_ptr>& ticked);

    bool wanted() const;
    bool settled() const { return !asking_; }
    // Those that are put together; null until that is done, or when it is refused.
    const std::vector<file_reading_ptr>& parts() const { return parts_; }
    const file_reading_ptr& joined() const { return joined_; }
    std::string name() const;

Q_SIGNALS:
    void changed();

private:
    void ask();
    void show_state();

    import_reader& reader_;
    std::vector<file_reading_ptr> parts_;
    file_reading_ptr joined_;
    std::optional<error> refused_;
    bool asking_ = false;
    QCheckBox* wanted_;
    QLineEdit* name_;
    styled_label* note_;
};

}  // namespace sweeplab
