#include "widgets/editors/native_page.h"

#include <QVBoxLayout>
#include <charconv>

#include "widgets/editors/kernel_list.h"
#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

constexpr std::string_view list_path = "/kernels/";

QString hint_of(const native::parameter& value) {
    return native_page::tr("%1; %2 to %3")
        .arg(to_qt(value.meaning), to_qt(native::grouped(value.least)), to_qt(native::grouped(value.most)));
}

}  // namespace

json native_page::blank() { return {{"kind", "native"}, {"suite", "all"}}; }

native_page::native_page(QWidget* parent) : workload_page(parent), kernels_(new kernel_list(this)) {
    form().add_heading(tr("Kernels"));
    form().add_note(
        tr("Each is a fixed amount of work, split among as many threads as there are workers, and its result is verified. "
           "Close other programs first."));
    form().add_wide(kernels_);
    form().add_wide(fault_ = new styled_label(label_part::fault, {}, this));
    fault_->hide();
    auto* box = new QWidget(this);
    place_ = new QVBoxLayout(box);
    place_->setContentsMargins(0, 0, 0, 0);
    place_->addWidget(heading_ = new styled_label(label_part::heading, {}, box));
    place_->addWidget(note_ = new styled_label(label_part::note, {}, box));
    form().add_wide(box);
    form().add_heading(tr("Files"));
    form().add(tr("Folder"), "/folder", new path_field(path_field::looks_for::folder, tr("TMPDIR, or /var/tmp")),
               tr("Temporary files of the kernels go into a folder made within it, so it says which disk is measured."));
    connect(kernels_, &kernel_list::changed, this, &workload_page::changed);
    connect(kernels_, &kernel_list::current_changed, this, &native_page::show_current);
    kernels_->set_workload(blank());
}

void native_page::set_workload(const json& workload) {
    workload_page::set_workload(workload);
    kernels_->set_workload(workload);
}

json native_page::workload() const { return kernels_->apply_to(workload_page::workload()); }

void native_page::show_current() {
    delete values_;
    values_ = nullptr;
    const native::kernel_entry* kernel = kernels_->current_kernel();
    heading_->setVisible(kernel != nullptr);
    note_->setText(!kernel                ? tr("Choose a kernel's row to see its values.")
                   : kernels_->in_suite() ? tr("A suite takes the usual values. To set others, choose “Those ticked below”.")
                                          : tr("A value that is left empty is the usual one, and is not written down."));
    if (!kernel) return;
    heading_->setText(tr("Values of %1").arg(to_qt(kernel->name)));
    values_ = new field_form(this);
    values_->layout()->setContentsMargins(0, 0, 0, 0);
    for (const native::parameter& value : kernel->parameters)
        values_->add(
            to_qt(value.name), "/" + value.name,
            new line_field(line_field::holds::whole_number, tr("default: %1").arg(to_qt(native::grouped(value.usual)))),
            hint_of(value));
    values_->set_document(kernels_->current_entry());
    values_->setEnabled(!kernels_->in_suite());
    place_->addWidget(values_);
    connect(values_, &field_form::changed, this, [this] { kernels_->set_current_entry(values_->document()); });
    show_reason();
}

// --- faults -------------------------------------------------------------------------------------------------

bool native_page::show_fault(const std::string& path, const QString& reason) {
    if (workload_page::show_fault(path, reason)) return true;
    faulty_ = -1;
    reason_ = reason;
    if (path.starts_with(list_path)) {
        const char* end = path.data() + path.size();
        const auto number = std::from_chars(path.data() + list_path.size(), end, faulty_);
        faulty_value_.assign(number.ptr, end);
    }
    kernels_->mark_fault(faulty_);
    show_reason();
    return true;
}

// Under the value itself where that is seen, else under the list.
void native_page::show_reason() {
    if (values_) values_->clear_faults();
    fault_->hide();
    if (reason_.isEmpty()) return;
    const bool seen = values_ && faulty_ >= 0 && faulty_ == kernels_->current_place();
    if (seen && !faulty_value_.empty() && values_->show_fault(faulty_value_, reason_)) return;
    fault_->setText(reason_);
    fault_->show();
}

void native_page::clear_faults() {
    workload_page::clear_faults();
    reason_.clear();
    faulty_value_.clear();
    faulty_ = -1;
    kernels_->mark_fault(-1);
    show_reason();
}

}  // namespace sweeplab
