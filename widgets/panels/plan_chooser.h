// The workload chooser: saved, recent and example plans under headings, what is being edited on top, and the
// ways to get another. GUI thread.
#pragma once

#include <QComboBox>
#include <vector>

#include "widgets/models/plan_shelf.h"

class QStandardItemModel;

namespace sweeplab {

class plan_chooser final : public QComboBox {
    Q_OBJECT

public:
    explicit plan_chooser(QWidget* parent = nullptr);

    void set_entries(const std::vector<plan_entry>& entries);
    // What the draft holds: an entry's file, or something of its own under this title.
    void set_current(const QString& title, const std::filesystem::path& file, bool edited);

Q_SIGNALS:
    void plan_chosen(const std::filesystem::path& file);
    void open_wanted();
    void new_wanted();

private:
    void rebuild();
    void add_heading(const QString& text);
    void add_command(const QString& text, const char* what);
    void take_choice(int index);

    QStandardItemModel* items_;
    std::vector<plan_entry> entries_;
    QString title_;
    std::filesystem::path file_;
    bool edited_ = false;
};

}  // namespace sweeplab
