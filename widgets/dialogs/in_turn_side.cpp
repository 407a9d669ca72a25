#include "widgets/dialogs/in_turn_side.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <algorithm>

#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr int lines_of_changes = 2;

// "name" of a plan as it is edited; its file, when it has none.
QString title_of(const plan_document& plan) {
    const QString name = plan.document.is_object() && plan.document.contains("name") && plan.document["name"].is_string()
                             ? to_qt(plan.document["name"].get<std::string>())
                             : QString();
    return name.isEmpty() ? to_qt(plan.file.filename().string()) : name;
}

}  // namespace

in_turn_side::in_turn_side(const QString& title, const plan_document& current, const std::vector<plan_entry>& plans,
                           const std::vector<host_profile>& hosts, QWidget* parent)
    : QGroupBox(title, parent),
      current_(current),
      hosts_(hosts),
      plan_(new QComboBox(this)),
      host_(new QComboBox(this)),
      changes_(new QPlainTextEdit(this)) {
    auto* form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    plan_->addItem(tr("%1 (in the bar above)").arg(title_of(current)));
    for (const auto& plan : plans) plan_->addItem(title_among(plan, plans), to_qt(plan.file.string()));
    plan_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    plan_->setAccessibleName(tr("Workload of %1").arg(title));
    for (const auto& host : hosts) {
        const QString name = host_->count() == 0 ? tr("%1 (this machine)").arg(to_qt(host.name)) : to_qt(host.name);
        host_->addItem(name, to_qt(host.id));
    }
    host_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    host_->setAccessibleName(tr("Host of %1").arg(title));
    changes_->setPlaceholderText(tr("none; or as /workload/argv/0=./new-build"));
    changes_->setToolTip(tr("Values of the plan that are other here, one a line: /json/pointer=value"));
    changes_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    changes_->setTabChangesFocus(true);
    changes_->setLineWrapMode(QPlainTextEdit::NoWrap);
    changes_->setFixedHeight(changes_->fontMetrics().lineSpacing() * lines_of_changes + 14);
    changes_->setAccessibleName(tr("Changes to the workload of %1").arg(title));
    form->addRow(tr("Workload"), plan_);
    form->addRow(tr("Host"), host_);
    form->addRow(tr("Changes"), changes_);
    connect(plan_, &QComboBox::currentIndexChanged, this, &in_turn_side::take_plan);
    connect(host_, &QComboBox::currentIndexChanged, this, &in_turn_side::take_host);
    connect(changes_, &QPlainTextEdit::textChanged, this, &in_turn_side::take_plan);
    take_host();
    take_plan();
}

void in_turn_side::set_sweep(const QString& workers, int repeats) {
    workers_ = workers;
    repeats_ = repeats;
    take_plan();
}

void in_turn_side::focus_changes() { changes_->setFocus(); }

void in_turn_side::choose_host(const std::string& id) { host_->setCurrentIndex(std::max(0, host_->findData(to_qt(id)))); }

void in_turn_side::set_changes(const QString& lines) { changes_->setPlainText(lines); }

void in_turn_side::take_host() {
    const int place = host_->currentIndex();
    if (place >= 0) draft_.set_host(hosts_[static_cast<std::size_t>(place)], place == 0);
    Q_EMIT changed();
}

void in_turn_side::take_plan() {
    reading_fault_.clear();
    chosen_ = current_;
    if (const QString file = plan_->currentData().toString(); !file.isEmpty()) {
        auto read = read_plan_document(to_std(file));
        if (read) chosen_ = std::move(*read);
        else reading_fault_ = error_in_words(read.error());
    }
    for (const QString& line : changes_->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.trimmed().isEmpty()) continue;
        const auto applied = apply_setting(chosen_.document, to_std(line.trimmed()));
        if (!applied && reading_fault_.isEmpty()) reading_fault_ = error_in_words(applied.error());
    }
    draft_.set_plan(chosen_);
    if (!workers_.isEmpty()) {
        draft_.set_workers_text(workers_);
        draft_.set_repeats(repeats_);
    }
    Q_EMIT changed();
}

QString in_turn_side::fault() const {
    if (!reading_fault_.isEmpty()) return reading_fault_;
    if (!draft_.workers_fault().isEmpty()) return tr("Workers: %1").arg(draft_.workers_fault());
    if (!draft_.checked()) return error_in_words(draft_.checked().error());
    return draft_.host_fault();
}

run_request in_turn_side::request() const {
    run_request request;
    request.work = *draft_.checked();
    request.base = draft_.source().base;
    request.host = *draft_.host();
    return request;
}

}  // namespace sweeplab
