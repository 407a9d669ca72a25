#include "widgets/editors/names_field.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <algorithm>

#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr int name_role = Qt::UserRole;

}  // namespace

names_field::names_field(int lines) : list_(new QListWidget(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(list_);
    setFocusProxy(list_);
    list_->setFlow(QListView::LeftToRight);
    list_->setWrapping(true);
    list_->setResizeMode(QListView::Adjust);
    list_->setSpacing(1);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setFixedHeight(lines * (fontMetrics().lineSpacing() + 8) + 2 * list_->frameWidth());
    connect(list_, &QListWidget::itemChanged, this, &names_field::take_ticks);
}

void names_field::set_names(const std::vector<std::string>& names) {
    if (names == names_) return;
    names_ = names;
    fill();
}

void names_field::set_value(const json& value) {
    value_ = value;
    fill();
}

void names_field::fill() {
    const QSignalBlocker quiet(list_);
    const int current = list_->currentRow();
    list_->clear();
    std::vector<std::string> chosen;
    if (value_.is_array())
        for (const json& one : value_) chosen.push_back(one.is_string() ? one.get<std::string>() : one.dump());
    const auto add = [&](const std::string& name, const QString& text) {
        auto* item = new QListWidgetItem(text, list_);
        item->setData(name_role, to_qt(name));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(std::ranges::find(chosen, name) == chosen.end() ? Qt::Unchecked : Qt::Checked);
    };
    for (const std::string& name : names_) add(name, to_qt(name));
    for (const std::string& name : chosen)
        if (std::ranges::find(names_, name) == names_.end()) add(name, tr("%1 (no such step)").arg(to_qt(name)));
    list_->setCurrentRow(std::clamp(current, list_->count() == 0 ? -1 : 0, list_->count() - 1),
                         QItemSelectionModel::NoUpdate);
}

void names_field::take_ticks() {
    json list = json::array();
    const auto add_unless_there = [&](const std::string& name, bool was) {
        const auto found = list_->findItems(QStringLiteral("*"), Qt::MatchWildcard);
        const bool ticked = std::ranges::any_of(found, [&](const QListWidgetItem* item) {
            return item->data(name_role).toString() == to_qt(name) && item->checkState() == Qt::Checked;
        });
        const bool there = std::ranges::find(list, json(name)) != list.end();
        if (ticked && (was || !there)) list.push_back(name);
    };
    if (value_.is_array())
        for (const json& one : value_) add_unless_there(one.is_string() ? one.get<std::string>() : one.dump(), true);
    for (const std::string& name : names_) add_unless_there(name, false);
    value_ = list.empty() ? json() : list;
    Q_EMIT changed();
}

QWidget* names_field::editor() const { return list_; }

}  // namespace sweeplab
