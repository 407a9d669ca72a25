#include "widgets/editors/kernel_list.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/models/words.h"
#include "widgets/theme/themed_icon.h"

namespace sweeplab {
namespace {

enum column : int { name_column, unit_column, words_column };
constexpr int row_number = Qt::UserRole;
constexpr int shown_rows = 13;

const native::kernel_entry* kernel_of(const json& entry) {
    if (entry.is_string()) return native::find_kernel(entry.get_ref<const std::string&>());
    if (!entry.is_object() || !entry.contains("kernel") || !entry["kernel"].is_string()) return nullptr;
    return native::find_kernel(entry["kernel"].get_ref<const std::string&>());
}

QString title_of_suite(const std::string& suite) {
    return suite == "all" ? kernel_list::tr("All kernels") : kernel_list::tr("The family “%1”").arg(to_qt(suite));
}

// " (elements = 1,000)"
QString set_values_of(const json& entry) {
    QStringList words;
    if (entry.is_object())
        for (const auto& [key, value] : entry.items())
            if (key != "kernel") words << to_qt(key) + QStringLiteral(" = ") + to_qt(value.dump());
    return words.isEmpty() ? QString() : QStringLiteral(" (") + words.join(QStringLiteral(", ")) + QLatin1Char(')');
}

}  // namespace

kernel_list::kernel_list(QWidget* parent)
    : QWidget(parent), choice_(new QComboBox(this)), tree_(new QTreeWidget(this)), again_(new QPushButton(this)) {
    choice_->addItem(tr("Those ticked below"), QString());
    for (const std::string& suite : native::suite_names()) choice_->addItem(title_of_suite(suite), to_qt(suite));
    choice_->setAccessibleName(tr("Which kernels"));
    again_->setText(tr("Once more, with other values"));
    again_->setAutoDefault(false);
    tree_->setColumnCount(3);
    tree_->setHeaderLabels({tr("Kernel"), tr("Counted in"), tr("What it does")});
    tree_->setAccessibleName(tr("Kernels"));
    tree_->setAccessibleDescription(tr("Space ticks a kernel or a whole family."));
    tree_->setAlternatingRowColors(true);
    tree_->setUniformRowHeights(true);
    tree_->header()->setSectionResizeMode(name_column, QHeaderView::ResizeToContents);
    tree_->header()->setSectionResizeMode(unit_column, QHeaderView::ResizeToContents);
    tree_->setFixedHeight(shown_rows * (tree_->fontMetrics().lineSpacing() + 6) + tree_->header()->sizeHint().height());

    auto* top = new QHBoxLayout;
    top->addWidget(choice_, 1);
    top->addWidget(again_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(tree_);
    setFocusProxy(choice_);
    connect(choice_, &QComboBox::currentIndexChanged, this, &kernel_list::take_suite);
    connect(tree_, &QTreeWidget::itemChanged, this, &kernel_list::take_tick);
    connect(tree_, &QTreeWidget::currentItemChanged, this, [this] {
        again_->setEnabled(current_kernel() != nullptr && !in_suite());
        if (!filling_) Q_EMIT current_changed();
    });
    connect(again_, &QPushButton::clicked, this, &kernel_list::repeat_current);
}

// --- showing a plan -----------------------------------------------------------------------------------------

void kernel_list::set_workload(const json& workload) {
    filling_ = true;
    touched_ = false;
    const json list = workload.is_object() ? workload.value("kernels", json()) : json();
    const json suite = workload.is_object() ? workload.value("suite", json()) : json();
    suite_ = suite.is_string() ? suite.get<std::string>() : std::string();
    build_rows(list.is_array() ? list : json::array());
    const QSignalBlocker quiet(choice_);
    if (choice_->findData(to_qt(suite_)) < 0) choice_->addItem(title_of_suite(suite_), to_qt(suite_));
    choice_->setCurrentIndex(choice_->findData(to_qt(suite_)));
    show_ticks();
    const int first = list_.empty() || in_suite() ? 0 : list_.front();
    tree_->setCurrentItem(rows_[static_cast<std::size_t>(first)].item);
    filling_ = false;
    Q_EMIT current_changed();
}

void kernel_list::build_rows(const json& list) {
    tree_->clear();
    rows_.clear();
    list_.assign(list.size(), -1);
    const auto add_family = [this](const QString& title) {
        auto* item = new QTreeWidgetItem(tree_, {title});
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
        item->setExpanded(true);
        item->setData(name_column, row_number, -1);
        return item;
    };
    const auto add_places_of = [&](QTreeWidgetItem* family, const native::kernel_entry* kernel) {
        int found = 0;
        for (std::size_t place = 0; place < list.size(); ++place)
            if (kernel_of(list[place]) == kernel) add_row(family, kernel, list[place], static_cast<int>(place)), ++found;
        return found;
    };
    std::map<std::string, QTreeWidgetItem*> families;
    for (const auto& kernel : native::all_kernels()) {
        auto*& family = families[kernel.family];
        if (!family) family = add_family(to_qt(kernel.family));
        if (add_places_of(family, &kernel) == 0) add_row(family, &kernel, kernel.name, -1);
    }
    if (std::ranges::any_of(list, [](const json& entry) { return !kernel_of(entry); }))
        add_places_of(add_family(tr("not known here")), nullptr);
}

void kernel_list::add_row(QTreeWidgetItem* family, const native::kernel_entry* kernel, json entry, int place) {
    const int which = static_cast<int>(rows_.size());
    auto* item = new QTreeWidgetItem(family);
    item->setData(name_column, row_number, which);
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    rows_.push_back({kernel, std::move(entry), item});
    if (place >= 0) list_[static_cast<std::size_t>(place)] = which;
    show_row(rows_.back());
}

void kernel_list::show_row(const row& one) {
    const bool was = std::exchange(filling_, true);
    if (one.kernel) {
        one.item->setText(name_column, to_qt(one.kernel->name));
        one.item->setText(unit_column, to_qt(native::to_text(one.kernel->unit)));
        one.item->setText(words_column, to_qt(one.kernel->description) + set_values_of(one.entry));
    } else {
        one.item->setText(name_column, to_qt(one.entry.is_string() ? one.entry.get<std::string>() : one.entry.dump()));
    }
    one.item->setToolTip(words_column, one.item->text(words_column));
    filling_ = was;
}

bool kernel_list::ticked(const row& one) const {
    if (in_suite()) return one.kernel && (suite_ == "all" || suite_ == one.kernel->family);
    return std::ranges::any_of(list_, [&](int which) { return &rows_[static_cast<std::size_t>(which)] == &one; });
}

void kernel_list::show_ticks() {
    const bool was = std::exchange(filling_, true);
    for (const row& one : rows_) one.item->setCheckState(name_column, ticked(one) ? Qt::Checked : Qt::Unchecked);
    filling_ = was;
    again_->setEnabled(current_kernel() != nullptr && !in_suite());
}

json kernel_list::apply_to(json workload) const {
    if (!workload.is_object()) workload = json::object();
    if (!touched_) return workload;
    workload.erase("suite");
    workload.erase("kernels");
    if (in_suite()) workload["suite"] = suite_;
    else workload["kernels"] = json::array();
    for (const int which : list_)
        if (!in_suite()) workload["kernels"].push_back(rows_[static_cast<std::size_t>(which)].entry);
    return workload;
}

void kernel_list::mark_fault(int place) {
    const bool was = std::exchange(filling_, true);
    const bool here = place >= 0 && place < static_cast<int>(list_.size()) && !in_suite();
    const int bad = here ? list_[static_cast<std::size_t>(place)] : -1;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        rows_[i].item->setIcon(name_column, static_cast<int>(i) == bad ? themed_icon(QStringLiteral("warning")) : QIcon());
    filling_ = was;
}

// --- the current row ----------------------------------------------------------------------------------------

bool kernel_list::in_suite() const { return !suite_.empty(); }

int kernel_list::current_row() const {
    const auto* item = tree_->currentItem();
    return item ? item->data(name_column, row_number).toInt() : -1;
}

const native::kernel_entry* kernel_list::current_kernel() const {
    const int which = current_row();
    return which < 0 ? nullptr : rows_[static_cast<std::size_t>(which)].kernel;
}

json kernel_list::current_entry() const {
    const int which = current_row();
    if (which < 0) return json::object();
    const row& one = rows_[static_cast<std::size_t>(which)];
    if (in_suite() || !one.entry.is_object()) return {{"kernel", one.kernel ? one.kernel->name : std::string()}};
    return one.entry;
}

int kernel_list::current_place() const {
    const auto found = std::ranges::find(list_, current_row());
    return in_suite() || found == list_.end() ? -1 : static_cast<int>(found - list_.begin());
}

void kernel_list::set_current_entry(json entry) {
    const int which = current_row();
    if (which < 0 || in_suite()) return;
    row& one = rows_[static_cast<std::size_t>(which)];
    // Without a value of its own a kernel is just named, as a person would write it.
    if (entry.is_object() && entry.size() == 1 && one.kernel) entry = one.kernel->name;
    one.entry = std::move(entry);
    touched_ = true;
    if (!ticked(one)) add_to_list(which);
    show_row(one);
    show_ticks();
    Q_EMIT changed();
}

// --- what the person does -----------------------------------------------------------------------------------

void kernel_list::take_tick(QTreeWidgetItem* item) {
    const int which = item->data(name_column, row_number).toInt();
    if (filling_ || which < 0) return;
    const row& one = rows_[static_cast<std::size_t>(which)];
    const bool on = item->checkState(name_column) == Qt::Checked;
    if (on == ticked(one)) return;
    touched_ = true;
    if (in_suite()) leave_suite();
    if (on) add_to_list(which);
    else std::erase(list_, which);
    again_->setEnabled(current_kernel() != nullptr);
    Q_EMIT current_changed();
    Q_EMIT changed();
}

// The kernels of the suite become a list, from which the person goes on.
void kernel_list::leave_suite() {
    std::vector<int> of_suite;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (ticked(rows_[i])) of_suite.push_back(static_cast<int>(i));
    suite_.clear();
    list_ = std::move(of_suite);
    const QSignalBlocker quiet(choice_);
    choice_->setCurrentIndex(0);
}

void kernel_list::take_suite() {
    const std::string suite = to_std(choice_->currentData().toString());
    if (suite == suite_) return;
    touched_ = true;
    if (suite.empty()) leave_suite();
    else suite_ = suite;
    show_ticks();
    Q_EMIT current_changed();
    Q_EMIT changed();
}

// A list that is in the order of the rows stays so.
void kernel_list::add_to_list(int which) {
    list_.insert(std::ranges::find_if(list_, [which](int other) { return other > which; }), which);
}

void kernel_list::repeat_current() {
    const native::kernel_entry* kernel = current_kernel();
    if (!kernel || in_suite()) return;
    auto* family = tree_->currentItem()->parent();
    const bool was = std::exchange(filling_, true);
    add_row(family, kernel, kernel->name, -1);
    list_.push_back(static_cast<int>(rows_.size()) - 1);
    show_ticks();
    filling_ = was;
    touched_ = true;
    tree_->setCurrentItem(rows_.back().item);
    Q_EMIT changed();
}

}  // namespace sweeplab
