#include "widgets/panels/scaling_page.h"

#include <QAction>
#include <QSettings>
#include <QVBoxLayout>

#include "engine/exchange/exchange.h"
#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"

namespace sweeplab {
namespace {

constexpr auto quantity_key = "scaling/quantity";
constexpr auto layout_key = "scaling/layout";
constexpr auto table_key = "scaling/table";

}  // namespace

finding finding_of(const std::vector<loaded_run_ptr>& runs) {
    if (runs.size() == 1) return describe_scaling(runs.front()->curve, runs.front()->agreement);
    std::vector<scaling_curve> curves;
    std::vector<std::string> disagreements;
    for (const loaded_run_ptr& run : runs) {
        curves.push_back(run->curve);
        if (run->agreement.state == result_agreement::verdict::differ)
            disagreements.push_back(run->curve.run_name + ": " + run->agreement.text);
    }
    finding words = describe_scaling(curves);
    words.warnings.insert(words.warnings.begin(), disagreements.begin(), disagreements.end());
    return words;
}

scaling_page::scaling_page(QWidget* parent) : result_page(parent), view_(new scaling_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    empty_->set_text(tr("Time against workers"),
                     tr("Tick a saved run on the left to see it here, or run a sweep: choose a host and a workload above, "
                        "then press Run."));
    view_->set_empty_page(empty_);
    connect(view_, &scaling_view::repeats_wanted, this, &result_page::repeats_wanted);
}

void scaling_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    std::vector<scaling_curve> curves;
    std::vector<curve_outlook> outlooks;
    for (const loaded_run_ptr& run : runs) {
        curves.push_back(run->curve);
        outlooks.push_back({run->bounds, run->predictions});
    }
    view_->set_curves(std::move(curves), runs.empty() ? finding{} : finding_of(runs), std::move(outlooks));
    Q_EMIT exportable_changed();
}

void scaling_page::set_empty_actions(const QList<QAction*>& actions) { empty_->set_actions(actions); }

void scaling_page::set_export_action(QAction* action) { view_->add_control(make_export_button(action)); }

void scaling_page::save_choices() const {
    QSettings settings;
    settings.setValue(quantity_key, to_text(view_->quantity()));
    settings.setValue(layout_key, to_text(view_->shown_layout()));
    settings.setValue(table_key, view_->table_shown());
}

void scaling_page::restore_choices() {
    const QSettings settings;
    if (const auto quantity = chart_quantity_from(settings.value(quantity_key).toString())) view_->set_quantity(*quantity);
    if (const auto layout = panel_layout_from(settings.value(layout_key).toString())) view_->set_panel_layout(*layout);
    view_->set_table_shown(settings.value(table_key, false).toBool());
}

bool scaling_page::has_something() const { return !view_->is_empty(); }
QSize scaling_page::shown_size() const { return view_->size(); }

QString scaling_page::suggested_name() const {
    const auto& curves = view_->content().curves;
    return file_name_for(curves.empty() ? tr("scaling") : to_qt(curves.front().run_name), to_text(view_->quantity()));
}

result<void> scaling_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const scaling_content& content = view_->content();
    switch (format) {
        case export_format::png: return export_png(content, file, options);
        case export_format::svg: return export_svg(content, file, options);
        case export_format::pdf: return export_pdf(content, file, options);
        case export_format::csv: break;
    }
    return write_file_atomically(to_std(file), to_std(scaling_csv(content)));
}

}  // namespace sweeplab
