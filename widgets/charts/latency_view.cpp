#include "widgets/charts/latency_view.h"

#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/charts/banner_area.h"
#include "widgets/charts/finding_banner.h"
#include "widgets/charts/flow_row.h"
#include "widgets/charts/latency_body.h"
#include "widgets/charts/latency_grid.h"
#include "widgets/charts/latency_legend.h"
#include "widgets/charts/latency_table.h"
#include "widgets/charts/latency_words.h"
#include "widgets/charts/segmented_control.h"

namespace sweeplab {
namespace {

QStringList quantity_names() {
    return {QStringLiteral("Time to first token"), QStringLiteral("Per output token"), QStringLiteral("Whole"),
            QStringLiteral("Chunk gap")};
}

int index_of(latency_quantity quantity) {
    return static_cast<int>(std::find(shown_latencies.begin(), shown_latencies.end(), quantity) - shown_latencies.begin());
}

}  // namespace

latency_view::latency_view(QWidget* parent)
    : QWidget(parent),
      chart_(std::make_shared<latency_chart_data>()),
      controls_(new QWidget(this)),
      quantity_(new segmented_control(QStringLiteral("Quantity"), quantity_names(), controls_)),
      as_table_(
          new segmented_control(QStringLiteral("Shown as"), {QStringLiteral("Chart"), QStringLiteral("Table")}, controls_)),
      banner_(new finding_banner(this)),
      banner_area_(new banner_area(banner_, this)),
      legend_(new latency_legend(this)),
      pages_(new QStackedWidget(this)),
      empty_page_(new QWidget(this)),
      body_(new latency_body(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(10);
    auto* row = new flow_row(controls_, 8);
    row->addWidget(quantity_);
    row->addWidget(as_table_);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    controls_->setSizePolicy(policy);
    for (QWidget* part : std::initializer_list<QWidget*>{controls_, banner_area_, legend_}) column->addWidget(part);
    column->addWidget(pages_, 1);
    for (QWidget* page : std::initializer_list<QWidget*>{empty_page_, body_}) pages_->addWidget(page);
    connect(quantity_, &segmented_control::chosen_changed, this,
            [this](int index) { set_quantity(shown_latencies[static_cast<std::size_t>(index)]); });
    connect(as_table_, &segmented_control::chosen_changed, this, [this](int index) { set_table_shown(index == 1); });
    show_content();
}

latency_view::~latency_view() = default;

void latency_view::set_runs(std::vector<latency_run> runs) {
    content_.runs = std::move(runs);
    show_content();
}

void latency_view::set_quantity(latency_quantity wanted) {
    if (wanted == content_.wanted) return;
    content_.wanted = wanted;
    show_content();
}

void latency_view::set_table_shown(bool shown) {
    if (shown == wants_table_) return;
    wants_table_ = shown;
    show_page();
}

void latency_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
    show_page();
}

void latency_view::add_control(QWidget* control) { controls_->layout()->addWidget(control); }

void latency_view::set_for_picture() {
    for_picture_ = true;
    controls_->setVisible(false);
    show_page();
}

QString latency_view::headline() const { return banner_->headline(); }

int latency_view::whole_height(int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    int above = margins.top() + margins.bottom();
    for (const QWidget* part : std::initializer_list<const QWidget*>{controls_, legend_}) {
        if (!part->isHidden()) above += part->layout()->totalHeightForWidth(inner) + layout()->spacing();
    }
    if (!banner_area_->isHidden()) above += banner_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    return above + body_->grid().whole_height(QSize(inner, 0));
}

void latency_view::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    share_height();
}

// The words over the curves get what the curves can spare.
void latency_view::share_height() {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width() - margins.left() - margins.right();
    int room = height() - margins.top() - margins.bottom() - pages_->minimumSizeHint().height() - layout()->spacing();
    for (const QWidget* part : std::initializer_list<const QWidget*>{controls_, legend_}) {
        if (!part->isHidden()) room -= part->heightForWidth(inner) + layout()->spacing();
    }
    banner_area_->set_most_height(room);
    layout()->activate();  // now, so that the curves are laid out once
}

void latency_view::show_content() {
    chart_ = std::make_shared<latency_chart_data>(make_latency_chart(content_));
    banner_->set_finding(describe_latency_runs(content_.runs, chart_->quantity));
    banner_->set_footnotes(latency_footnotes(*chart_));
    legend_->set_workers(chart_->workers, chart_->any_from_due);
    quantity_->choose(index_of(chart_->quantity));
    for (const auto quantity : shown_latencies)
        quantity_->set_choice_enabled(index_of(quantity), chart_->is_known(quantity), why_not_to_choose(quantity));
    body_->grid().set_data(chart_);
    body_->table().set_content(content_, *chart_, banner_->headline());
    body_->set_table_wanted(chart_->has_curves());
    show_page();
}

void latency_view::show_page() {
    as_table_->choose(wants_table_ ? 1 : 0);
    banner_area_->setVisible(!is_empty());
    legend_->setVisible(chart_->workers.size() + (chart_->any_from_due ? 1 : 0) > 1 && (!wants_table_ || for_picture_));
    controls_->setEnabled(!is_empty());
    body_->set_shape(for_picture_   ? latency_body::shape::chart
                     : wants_table_ ? latency_body::shape::table
                                    : latency_body::shape::both);
    pages_->setCurrentWidget(is_empty() ? empty_page_ : static_cast<QWidget*>(body_));
    share_height();
}

result<void> export_latency(picture_format format, const latency_content& content, const QString& file,
                            const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    auto view = std::make_unique<latency_view>();
    view->set_for_picture();
    view->set_quantity(content.wanted);
    view->set_runs(content.runs);
    auto* shown = view.get();
    const picture wanted{std::move(view), [shown](int width) { return shown->whole_height(width); }, shown->headline(),
                         QStringLiteral("How long answers took, by worker count")};
    return export_picture(format, wanted, file, options);
}

}  // namespace sweeplab
