#include "widgets/editors/host_editor.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QUuid>
#include <QVBoxLayout>

#include "widgets/editors/converted_field.h"
#include "widgets/editors/generator_row.h"
#include "widgets/editors/hardware_text.h"
#include "widgets/models/words.h"
#include "widgets/panels/screen_fit.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

constexpr double gigabyte = 1024.0 * 1024 * 1024;
const std::vector<std::string> measured_rows{
    "/cpu_model",      "/packages",  "/physical_cores", "/threads", "/numa_nodes", "/caches",      "/memory_bytes",
    "/memory_kind",    "/features",  "/gpus",           "/kernel",  "/os",         "/cgroup_cpus", "/cgroup_memory_bytes",
    "/usable_threads", "/reached_by"};

line_field* text(const QString& placeholder) { return new line_field(line_field::holds::text, placeholder); }
line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }
line_field* whole(const QString& placeholder, double unit = 1) {
    return new line_field(line_field::holds::whole_number, placeholder, unit);
}

std::optional<generator_limits> generator_of(const json& host) {
    if (!host.contains("generator")) return std::nullopt;
    const auto limits = read_generator_limits(host["generator"], "/generator");
    return limits ? std::optional(*limits) : std::nullopt;
}

std::string id_of(const json& host) { return host.is_object() ? host.value("id", "") : ""; }

}  // namespace

host_editor::host_editor(session_bridge& bridge, std::vector<host_profile> hosts, const std::string& chosen, QWidget* parent)
    : QDialog(parent), bridge_(bridge) {
    setWindowTitle(tr("Host profiles"));
    for (const host_profile& host : hosts) {
        const json document = to_json(host);
        entries_.push_back({document, document, entries_.empty()});
    }
    auto* column = new QVBoxLayout(this);
    column->addLayout(new QHBoxLayout, 1);
    create_list();
    create_form();
    create_foot();
    resize(fitting_size(this, {860, 700}));
    check_delay_.setSingleShot(true);
    check_delay_.setInterval(120);
    connect(&check_delay_, &QTimer::timeout, this, &host_editor::check);
    const auto found = std::ranges::find_if(entries_, [&](const entry& one) { return id_of(one.document) == chosen; });
    fill_list(found == entries_.end() ? 0 : static_cast<int>(found - entries_.begin()));
}

// --- building -----------------------------------------------------------------------------------------------

void host_editor::create_list() {
    auto* column = new QVBoxLayout;
    list_ = new QListWidget(this);
    list_->setAccessibleName(tr("Host profiles"));
    list_->setFixedWidth(230);
    list_->setSpacing(2);
    list_->setTextElideMode(Qt::ElideRight);
    column->addWidget(list_, 1);
    auto* row = new QHBoxLayout;
    auto* add = new QPushButton(tr("&Add"), this);
    duplicate_ = new QPushButton(tr("&Duplicate"), this);
    remove_ = new QPushButton(tr("&Delete"), this);
    for (QPushButton* button : {add, duplicate_, remove_}) {
        button->setAutoDefault(false);
        button->setMinimumWidth(button->fontMetrics().horizontalAdvance(button->text()) + 16);
        row->addWidget(button);
    }
    column->addLayout(row);
    static_cast<QBoxLayout*>(layout()->itemAt(0)->layout())->addLayout(column);
    connect(list_, &QListWidget::currentRowChanged, this, &host_editor::show_entry);
    connect(add, &QPushButton::clicked, this, [this] { add_host({{"name", to_std(tr("New host"))}, {"measured", false}}); });
    connect(duplicate_, &QPushButton::clicked, this, [this] {
        json copy = entries_[static_cast<std::size_t>(shown_)].document;
        copy["name"] = to_std(tr("%1 (copy)").arg(to_qt(copy.value("name", ""))));
        copy["measured"] = false;
        copy.erase("generator");  // was measured on the machine itself
        add_host(std::move(copy));
    });
    connect(remove_, &QPushButton::clicked, this, &host_editor::remove_host);
}

void host_editor::create_form() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    origin_ = new styled_label(label_part::note, {}, content);
    form_ = new field_form(content);
    form_->layout()->setContentsMargins(0, 0, 0, 0);
    column->addWidget(origin_);
    column->addWidget(form_, 1);
    add_identity_rows();
    add_generator_row();
    add_expectation_rows();
    add_hardware_rows();
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    static_cast<QBoxLayout*>(layout()->itemAt(0)->layout())->addWidget(area, 1);
    connect(form_, &field_form::changed, this, &host_editor::take_form);
}

void host_editor::add_identity_rows() {
    form_->add(tr("Name"), "/name", text(tr("how charts call it")));
    form_->add(tr("Reached by"), "/reached_by", text(tr("this machine")),
               tr("“ssh NAME” for another machine with sweeplab-cli: sweeps of this profile then run there. Empty: they run "
                  "here."));
    form_->add(tr("Notes"), "/notes", new text_field(tr("anything worth knowing"), 2));
}

// What was measured is kept at once, whether or not the rest of the form is.
void host_editor::add_generator_row() {
    generator_ = new generator_row(bridge_, form_);
    form_->add_heading(tr("What Sweeplab itself can drive on it"));
    form_->add_control(tr("Calibration"), generator_);
    connect(generator_, &generator_row::measured, this, [this](const generator_limits& limits) {
        entry& here = entries_.front();
        here.document["generator"] = to_json(limits);
        if (!here.stored.is_null()) here.stored["generator"] = here.document["generator"];
        show_entry(shown_);
    });
}

void host_editor::add_expectation_rows() {
    form_->add_heading(tr("Expected of it"));
    form_->add(tr("Tokens a second"), "/expected_tokens_per_s", new numbers_field(tr("e.g. 30, 50")),
               tr("The least and the most."));
    form_->add(tr("Best worker counts"), "/expected_best_workers", new numbers_field(tr("e.g. 2, 4")),
               tr("The least and the most."));
    form_->add(tr("Usual sweep"), "/default_sweep", new counts_field(tr("e.g. 1, 2, 4, 8")), tr("Offered under Presets."));
    form_->add_heading(tr("Costs"));
    form_->add(tr("Price"), "/price", number(tr("of the machine")));
    form_->add(tr("Written off in, years"), "/amortisation_years", number(tr("e.g. 3")));
    form_->add(tr("Power, watts"), "/watts", number(tr("under load")));
    form_->add(tr("Tariff a kWh"), "/tariff_per_kwh", number(tr("e.g. 0.30")));
    form_->add(tr("Currency"), "/currency", text(tr("default: USD")));
}

void host_editor::add_hardware_rows() {
    form_->add_heading(tr("Hardware"));
    form_->add(tr("Processor"), "/cpu_model", text(tr("e.g. AMD Ryzen 7 7800X3D")));
    form_->add(tr("Packages"), "/packages", whole(tr("unknown")));
    form_->add(tr("Physical cores"), "/physical_cores", whole(tr("unknown")));
    form_->add(tr("Threads"), "/threads", whole(tr("unknown")));
    form_->add(tr("NUMA nodes"), "/numa_nodes", whole(tr("unknown")));
    form_->add(tr("Caches"), "/caches",
               new converted_field(tr("e.g. L3 unified 96 MB\nL1 data 32 KB x 8"), 4, caches_from_text, caches_to_text));
    form_->add(tr("Memory, GB"), "/memory_bytes", whole(tr("unknown"), gigabyte));
    form_->add(tr("Kind of memory"), "/memory_kind", text(tr("e.g. DDR5, unified")));
    form_->add(tr("Instruction sets"), "/features", new words_field(words_field::holds::arguments, tr("e.g. AVX2 FMA"), 2));
    form_->add(tr("Graphics cards"), "/gpus",
               new converted_field(tr("e.g. NVIDIA RTX 3090, 24 GB"), 2, gpus_from_text, gpus_to_text));
    form_->add(tr("System"), "/os", text(tr("unknown")));
    form_->add(tr("Kernel"), "/kernel", text(tr("unknown")));
    form_->add_heading(tr("Limits of its control group"));
    form_->add(tr("Processors"), "/cgroup_cpus", number(tr("none")));
    form_->add(tr("Memory, GB"), "/cgroup_memory_bytes", whole(tr("none"), gigabyte));
    form_->add(tr("Usable threads"), "/usable_threads", whole(tr("all")));
}

void host_editor::create_foot() {
    verdict_ = new styled_label(label_part::fault, {}, this);
    verdict_->setMinimumHeight(fontMetrics().lineSpacing());
    layout()->addWidget(verdict_);
    buttons_ = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    layout()->addWidget(buttons_);
    connect(buttons_, &QDialogButtonBox::accepted, this, &host_editor::save);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

// --- the list -----------------------------------------------------------------------------------------------

void host_editor::fill_list(int current) {
    filling_ = true;
    list_->clear();
    for (const entry& one : entries_) {
        const QString name = to_qt(one.document.value("name", ""));
        list_->addItem(one.this_machine ? tr("%1 (this machine)").arg(name) : name);
        list_->item(list_->count() - 1)->setToolTip(name);
    }
    filling_ = false;
    shown_ = -1;
    list_->setCurrentRow(current);
}

void host_editor::show_entry(int row) {
    if (filling_ || row < 0 || row >= static_cast<int>(entries_.size())) return;
    filling_ = true;
    shown_ = row;
    const entry& one = entries_[static_cast<std::size_t>(row)];
    form_->set_document(one.document);
    form_->set_read_only(measured_rows, one.this_machine);
    generator_->show_limits(generator_of(one.document), one.this_machine);
    origin_->setText(one.this_machine ? tr("This machine. Its hardware was read from the system and cannot be changed.")
                                      : tr("Entered by hand."));
    remove_->setEnabled(!one.this_machine);
    filling_ = false;
    check();
}

void host_editor::add_host(json document) {
    document["id"] = to_std(QStringLiteral("host-") + QUuid::createUuid().toString(QUuid::WithoutBraces).left(8));
    entries_.push_back({std::move(document), json(), false});
    fill_list(static_cast<int>(entries_.size()) - 1);
}

void host_editor::remove_host() {
    const auto at = entries_.begin() + shown_;
    if (at->this_machine) return;
    if (!at->stored.is_null()) removed_.push_back(id_of(at->document));
    entries_.erase(at);
    fill_list(std::min(shown_, static_cast<int>(entries_.size()) - 1));
}

std::string host_editor::chosen_id() const {
    return shown_ < 0 ? std::string() : id_of(entries_[static_cast<std::size_t>(shown_)].document);
}

// --- checking and saving ------------------------------------------------------------------------------------

void host_editor::take_form() {
    if (filling_ || shown_ < 0) return;
    entry& one = entries_[static_cast<std::size_t>(shown_)];
    one.document = form_->document();
    const QString name = to_qt(one.document.value("name", ""));
    list_->item(shown_)->setText(one.this_machine ? tr("%1 (this machine)").arg(name) : name);
    check_delay_.start();
}

void host_editor::check() {
    form_->clear_faults();
    QString wrong = form_->show_own_fault();
    if (wrong.isEmpty() && shown_ >= 0) {
        const auto host = read_host_profile(entries_[static_cast<std::size_t>(shown_)].document, "");
        if (!host) {
            form_->show_fault(host.error().where, to_qt(host.error().message));
            wrong = error_in_words(host.error());
        }
    }
    verdict_->setText(wrong);
    list_->setEnabled(wrong.isEmpty());  // one fault at a time, in sight
    buttons_->button(QDialogButtonBox::Ok)->setEnabled(wrong.isEmpty());
}

void host_editor::save() {
    check_delay_.stop();
    check();
    if (!buttons_->button(QDialogButtonBox::Ok)->isEnabled()) return;
    std::vector<host_profile> changed;
    for (const entry& one : entries_) {
        if (one.document == one.stored) continue;
        if (auto host = read_host_profile(one.document, "")) changed.push_back(std::move(*host));
    }
    buttons_->setEnabled(false);
    bridge_.ask(
        this,
        [changed, removed = removed_](engine_session& session) -> sweeplab::result<void> {
            for (const host_profile& host : changed)
                if (auto saved = session.store().save_host(host); !saved) return saved;
            for (const std::string& id : removed)
                if (auto deleted = session.store().delete_host(id); !deleted) return deleted;
            return {};
        },
        [this](sweeplab::result<void> answer) {
            buttons_->setEnabled(true);
            if (answer) return accept();
            verdict_->setText(error_in_words(answer.error()));
            Q_EMIT save_failed(verdict_->text());
        });
}

}  // namespace sweeplab
