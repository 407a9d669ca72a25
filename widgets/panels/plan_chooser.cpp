#include "widgets/panels/plan_chooser.h"

#include <QSignalBlocker>
#include <QStandardItemModel>

#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr int file_role = Qt::UserRole;
constexpr int command_role = Qt::UserRole + 1;
constexpr auto open_command = "open";
constexpr auto new_command = "new";

QString heading_of(plan_entry::origin from) {
    switch (from) {
        case plan_entry::origin::saved: return plan_chooser::tr("Saved");
        case plan_entry::origin::recent: return plan_chooser::tr("Recent files");
        case plan_entry::origin::example: return plan_chooser::tr("Examples");
    }
    return {};
}

}  // namespace

plan_chooser::plan_chooser(QWidget* parent) : QComboBox(parent), items_(new QStandardItemModel(this)) {
    setModel(items_);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(14);
    setMaxVisibleItems(24);
    setAccessibleName(tr("Workload"));
    connect(this, &QComboBox::activated, this, &plan_chooser::take_choice);
    rebuild();
}

void plan_chooser::set_entries(const std::vector<plan_entry>& entries) {
    entries_ = entries;
    rebuild();
}

void plan_chooser::set_current(const QString& title, const std::filesystem::path& file, bool edited) {
    if (title == title_ && file == file_ && edited == edited_) return;
    title_ = title;
    file_ = file;
    edited_ = edited;
    rebuild();
}

void plan_chooser::rebuild() {
    const QSignalBlocker quiet(this);
    items_->clear();
    const bool on_shelf = std::ranges::any_of(entries_, [this](const plan_entry& one) { return one.file == file_; });
    const bool own_row = !title_.isEmpty() && (edited_ || !on_shelf);
    if (own_row)
        addItem(edited_ ? tr("%1 (changed)").arg(title_)
                        : title_among({plan_entry::origin::recent, title_, {}, file_}, entries_));
    std::optional<plan_entry::origin> section;
    for (const plan_entry& entry : entries_) {
        if (section != entry.from) add_heading(heading_of(entry.from));
        section = entry.from;
        addItem(title_among(entry, entries_), to_qt(entry.file.string()));
        const QString summary = entry.summary.isEmpty() ? entry.title : entry.title + QStringLiteral(" · ") + entry.summary;
        setItemData(count() - 1, summary + QLatin1Char('\n') + to_qt(entry.file.string()), Qt::ToolTipRole);
    }
    add_heading(tr("Another"));
    add_command(tr("New workload…"), new_command);
    add_command(tr("Open plan file…"), open_command);
    const int current = own_row ? 0 : title_.isEmpty() ? -1 : findData(to_qt(file_.string()), file_role);
    setCurrentIndex(current);
    setPlaceholderText(tr("Choose a workload"));
    setToolTip(title_);
}

void plan_chooser::add_heading(const QString& text) {
    auto* heading = new QStandardItem(text);
    heading->setFlags(Qt::NoItemFlags);
    QFont bold = font();
    bold.setBold(true);
    heading->setFont(bold);
    items_->appendRow(heading);
}

void plan_chooser::add_command(const QString& text, const char* what) {
    addItem(text);
    setItemData(count() - 1, QLatin1String(what), command_role);
}

void plan_chooser::take_choice(int index) {
    const QString command = itemData(index, command_role).toString();
    const QString file = itemData(index, file_role).toString();
    rebuild();  // the chooser shows what the draft holds, whatever becomes of the choice
    if (command == QLatin1String(open_command)) Q_EMIT open_wanted();
    if (command == QLatin1String(new_command)) Q_EMIT new_wanted();
    if (!file.isEmpty()) Q_EMIT plan_chosen(to_std(file));
}

}  // namespace sweeplab
