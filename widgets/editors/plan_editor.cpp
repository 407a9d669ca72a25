#include "widgets/editors/plan_editor.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>

#include "engine/workload/workload_kinds.h"
#include "widgets/dialogs/try_job_dialog.h"
#include "widgets/editors/sweep_form.h"
#include "widgets/models/plan_shelf.h"
#include "widgets/models/words.h"
#include "widgets/panels/screen_fit.h"
#include "widgets/panels/styled_label.h"
#include "widgets/panels/sweep_bar.h"

namespace sweeplab {
namespace {

enum tab : int { workload_tab, sweep_tab, limits_tab };

line_field* whole(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }
line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }
line_field* text(const QString& placeholder) { return new line_field(line_field::holds::text, placeholder); }

const workload_page_kind* find_kind(const std::string& kind) {
    const auto& kinds = workload_page_kinds();
    const auto found = std::ranges::find(kinds, kind, &workload_page_kind::kind);
    return found == kinds.end() ? nullptr : &*found;
}

}  // namespace

plan_document plan_editor::blank_plan(const std::string& kind) {
    const workload_page_kind* known = find_kind(kind);
    json document = {{"sweeplab", plan_format},
                     {"name", to_std(tr("New workload"))},
                     {"workload", (known ? *known : workload_page_kinds().front()).blank},
                     {"sweep", {{"workers", {1, 2, 4, 8}}, {"repeats", 3}}}};
    return {std::move(document), std::filesystem::current_path(), {}, true};
}

plan_editor::plan_editor(session_bridge& bridge, plan_document plan, QWidget* parent)
    : QDialog(parent), bridge_(bridge), source_(std::move(plan)) {
    setWindowTitle(tr("Workload and sweep"));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    create_head();
    create_tabs();
    create_foot();
    resize(fitting_size(this, {760, 720}));
    check_delay_.setSingleShot(true);
    check_delay_.setInterval(120);
    connect(&check_delay_, &QTimer::timeout, this, &plan_editor::check);
    show_plan();
}

void plan_editor::create_head() {
    head_ = new field_form(this);
    head_->layout()->setContentsMargins(0, 0, 0, 0);
    head_->add(tr("&Name"), "/name", text(tr("found again by it in the list of runs")));
    kind_choice_ = new QComboBox(this);
    for (const workload_page_kind& kind : workload_page_kinds()) kind_choice_->addItem(kind.title, to_qt(kind.kind));
    head_->add_control(tr("&Kind"), kind_choice_);
    layout()->addWidget(head_);
    connect(head_, &field_form::changed, this, &plan_editor::check_soon);
    connect(kind_choice_, &QComboBox::currentIndexChanged, this, &plan_editor::take_kind_choice);
}

void plan_editor::create_tabs() {
    tabs_ = new QTabWidget(this);
    workload_area_ = in_scroll_area(nullptr);
    tabs_->addTab(workload_area_, tr("&Workload"));
    tabs_->addTab(in_scroll_area(sweep_ = make_sweep_form()), tr("&Sweep"));
    tabs_->addTab(in_scroll_area(limits_ = create_limits_form()), tr("&Limits and prices"));
    static_cast<QVBoxLayout*>(layout())->addWidget(tabs_, 1);
    connect(sweep_, &field_form::changed, this, &plan_editor::check_soon);
    connect(limits_, &field_form::changed, this, &plan_editor::check_soon);
}

QScrollArea* plan_editor::in_scroll_area(QWidget* content) {
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    if (content) area->setWidget(content);
    return area;
}

field_form* plan_editor::create_limits_form() {
    auto* form = new field_form;
    form->add_heading(tr("Limits"));
    add_presets(*form, tr("Fill in"), tr("a provider's tier…"), "limits", read_tier_presets(preset_file(tier_file)));
    form->add(tr("Requests a minute"), "/limits/requests_per_minute", number(tr("no limit")));
    form->add(tr("Tokens a minute"), "/limits/tokens_per_minute", number(tr("no limit")));
    form->add(tr("Most attempts"), "/limits/max_attempts", whole(tr("default: 1")),
              tr("Tries of one item, the first included."));
    form->add(tr("Failures"), "/limits/stop_on_failure",
              new switch_field(tr("The first item that fails ends the sweep"), false));
    form->add_heading(tr("Prices"));
    add_presets(*form, tr("Fill in"), tr("a price list…"), "prices", read_price_presets(preset_file(price_file)));
    form->add(tr("A million input tokens"), "/prices/input_per_million", number(tr("unknown")));
    form->add(tr("A million output tokens"), "/prices/output_per_million", number(tr("unknown")));
    form->add(tr("A million cached input tokens"), "/prices/cached_input_per_million", number(tr("as input")));
    form->add(tr("A request"), "/prices/per_request", number(tr("nothing")));
    form->add(tr("Currency"), "/prices/currency", text(tr("default: USD")));
    form->add(tr("As of"), "/prices/as_of", text(tr("e.g. 2024-11-17")), tr("The date of the price list."));
    return form;
}

// A choice of dated values that fill in what a plan says under `part`.
void plan_editor::add_presets(field_form& form, const QString& label, const QString& invitation, const std::string& part,
                              const preset_list& list) {
    auto* choice = new QComboBox(&form);
    choice->addItem(invitation);
    for (const provider_preset& preset : list.presets) choice->addItem(preset.name);
    choice->setToolTip(list.fault.isEmpty()
                           ? tr("From %1. Limits and prices change: compare their date.").arg(to_qt(list.file.string()))
                           : list.fault);
    choice->setEnabled(!list.presets.empty());
    choice->setObjectName(QStringLiteral("presets_of_") + to_qt(part));
    form.add_control(label, choice);
    connect(choice, &QComboBox::activated, this, [this, &form, choice, part, presets = list.presets](int place) {
        if (place < 1) return;
        json whole = form.document();
        for (const auto& [key, value] : presets[static_cast<std::size_t>(place - 1)].values.items()) {
            if (value.is_null() && whole.contains(part)) whole[part].erase(key);
            else if (!value.is_null()) whole[part][key] = value;
        }
        form.set_document(whole);
        choice->setCurrentIndex(0);
        check_soon();
    });
}

void plan_editor::create_foot() {
    verdict_ = new styled_label(label_part::note, {}, this);
    verdict_->setMinimumHeight(2 * fontMetrics().lineSpacing());
    verdict_->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    layout()->addWidget(verdict_);
    buttons_ = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* open = buttons_->addButton(tr("&Open…"), QDialogButtonBox::ActionRole);
    auto* save = buttons_->addButton(tr("Save &as…"), QDialogButtonBox::ActionRole);
    try_ = buttons_->addButton(tr("&Try one job"), QDialogButtonBox::ActionRole);
    for (QPushButton* button : {open, save, try_}) button->setAutoDefault(false);
    layout()->addWidget(buttons_);
    connect(open, &QPushButton::clicked, this, &plan_editor::open_file);
    connect(save, &QPushButton::clicked, this, &plan_editor::save_file);
    connect(try_, &QPushButton::clicked, this, &plan_editor::try_job);
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

// --- showing a plan -----------------------------------------------------------------------------------------

void plan_editor::show_plan() {
    filling_ = true;
    const json workload = source_.document.value("workload", json::object());
    const json kind = workload.is_object() ? workload.value("kind", json()) : json();
    for (field_form* form : {head_, sweep_, limits_}) form->set_document(source_.document);
    other_kinds_.clear();
    choose_kind(kind.is_string() && find_kind(kind.get<std::string>()) ? kind.get<std::string>()
                                                                       : workload_page_kinds().front().kind,
                workload);
    filling_ = false;
    check();
}

void plan_editor::choose_kind(const std::string& kind, json workload) {
    const workload_page_kind* known = find_kind(kind);
    kind_ = kind;
    const QSignalBlocker quiet(kind_choice_);
    kind_choice_->setCurrentIndex(kind_choice_->findData(to_qt(kind)));
    page_ = known->make(nullptr);
    page_->set_workload(workload);
    workload_area_->setWidget(page_);  // deletes the page before
    connect(page_, &workload_page::changed, this, &plan_editor::check_soon);
}

void plan_editor::take_kind_choice() {
    const std::string kind = to_std(kind_choice_->currentData().toString());
    if (kind == kind_) return;
    other_kinds_[kind_] = page_->workload();
    const auto before = other_kinds_.find(kind);
    choose_kind(kind, before != other_kinds_.end() ? before->second : find_kind(kind)->blank);
    check();
}

json plan_editor::document() const {
    json whole = source_.document;
    for (const field_form* form : {head_, sweep_, limits_}) whole = form->apply_to(std::move(whole));
    if (!whole.contains("sweeplab")) whole["sweeplab"] = plan_format;
    whole["workload"] = page_->workload();
    whole["workload"]["kind"] = kind_;
    return whole;
}

plan_document plan_editor::edited_plan() const {
    plan_document edited = source_;
    edited.document = document();
    edited.edited = source_.edited || edited.document != source_.document;
    return edited;
}

// --- checking -----------------------------------------------------------------------------------------------

void plan_editor::check_soon() {
    if (!filling_) check_delay_.start();
}

void plan_editor::check() {
    for (field_form* form : {head_, sweep_, limits_}) form->clear_faults();
    page_->clear_faults();
    ++estimate_serial_;
    QString own = head_->show_own_fault();
    if (own.isEmpty()) own = page_->show_own_fault();
    for (field_form* form : {sweep_, limits_})
        if (own.isEmpty()) own = form->show_own_fault();
    const auto work = read_plan(document(), known_workload_kinds());
    const bool good = own.isEmpty() && work;
    buttons_->button(QDialogButtonBox::Ok)->setEnabled(good);
    try_->setEnabled(good && bridge_.attached());
    verdict_->set_part(good ? label_part::note : label_part::fault);
    if (good) {
        verdict_->setText(tr("Fine so far."));
        ask_estimate(*work);
    } else if (!own.isEmpty()) {
        verdict_->setText(own);
    } else {
        show_fault(work.error());
        verdict_->setText(error_in_words(work.error()));
    }
}

bool plan_editor::show_fault(const error& fault) {
    const QString reason = fault.advice.empty() ? to_qt(fault.message) : to_qt(fault.message + ". " + fault.advice);
    constexpr std::string_view workload = "/workload";
    if (fault.where.starts_with(workload)) return page_->show_fault(fault.where.substr(workload.size()), reason);
    return head_->show_fault(fault.where, reason) || sweep_->show_fault(fault.where, reason) ||
           limits_->show_fault(fault.where, reason);
}

void plan_editor::ask_estimate(const plan& work) {
    const int serial = estimate_serial_;
    bridge_.ask(
        this,
        [work, base = source_.base](engine_session& session) {
            return session.estimate(work, base, session.this_host().id);
        },
        [this, serial](sweeplab::result<plan_estimate> estimate) {
            if (serial != estimate_serial_) return;
            verdict_->set_part(estimate ? label_part::note : label_part::fault);
            verdict_->setText(estimate ? estimate_in_words(*estimate) : error_in_words(estimate.error()));
        });
}

// --- files --------------------------------------------------------------------------------------------------

void plan_editor::open_file() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Open plan"), to_qt(source_.base.string()),
                                                      tr("Plans (*.json);;All files (*)"));
    if (file.isEmpty()) return;
    auto opened = read_plan_document(to_std(file));
    if (!opened) {
        QMessageBox::warning(this, tr("The plan cannot be opened"), error_in_words(opened.error()));
        return;
    }
    source_ = std::move(*opened);
    show_plan();
}

void plan_editor::save_file() {
    const auto folder = source_.file.empty() ? standard_plan_folders().saved : source_.file.parent_path();
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    QString name = to_qt(document().value("name", std::string("plan")));
    name.replace(QLatin1Char('/'), QLatin1Char('_'));
    QString file = QFileDialog::getSaveFileName(this, tr("Save plan"), to_qt((folder / to_std(name + ".json")).string()),
                                                tr("Plans (*.json)"));
    if (file.isEmpty()) return;
    if (!file.endsWith(QLatin1String(".json"))) file += QLatin1String(".json");
    const std::filesystem::path path = to_std(file);
    if (path.parent_path() != source_.base) page_->rebase(source_.base.string());
    source_.document = document();
    if (const auto written = write_plan_document(path, source_.document); !written) {
        QMessageBox::warning(this, tr("The plan was not saved"), error_in_words(written.error()));
        return;
    }
    source_.file = path;
    source_.base = path.parent_path();
    source_.edited = false;
    Q_EMIT saved(path);
}

void plan_editor::try_job() {
    const auto work = read_plan(document(), known_workload_kinds());
    if (!work) return;
    try_job_dialog dialog(bridge_, *work, source_.base, this);
    dialog.exec();
}

}  // namespace sweeplab
