#include "widgets/charts/loss_view.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/charts/banner_area.h"
#include "widgets/charts/finding_banner.h"
#include "widgets/charts/flow_row.h"
#include "widgets/charts/loss_grid.h"
#include "widgets/charts/loss_legend.h"
#include "widgets/charts/loss_table.h"
#include "widgets/charts/loss_words.h"
#include "widgets/charts/segmented_control.h"

namespace sweeplab {

loss_view::loss_view(QWidget* parent)
    : QWidget(parent),
      chart_(std::make_shared<loss_chart_data>()),
      controls_(new QWidget(this)),
      form_(new segmented_control(QStringLiteral("Bars"),
                                  {QStringLiteral("Share of worker-seconds"), QStringLiteral("Extra against baseline")},
                                  controls_)),
      as_table_(
          new segmented_control(QStringLiteral("Shown as"), {QStringLiteral("Chart"), QStringLiteral("Table")}, controls_)),
      banner_(new finding_banner(this)),
      banner_area_(new banner_area(banner_, this)),
      legend_(new loss_legend(this)),
      pages_(new QStackedWidget(this)),
      empty_page_(new QWidget(this)),
      grid_(new loss_grid(this)),
      table_(new loss_table(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(10);
    auto* row = new flow_row(controls_, 8);
    row->addWidget(form_);
    row->addWidget(as_table_);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    controls_->setSizePolicy(policy);
    for (QWidget* part : std::initializer_list<QWidget*>{controls_, banner_area_, legend_}) column->addWidget(part);
    column->addWidget(pages_, 1);
    for (QWidget* page : std::initializer_list<QWidget*>{empty_page_, grid_, table_}) pages_->addWidget(page);
    connect(form_, &segmented_control::chosen_changed, this,
            [this](int index) { set_form(index == 0 ? loss_form::share : loss_form::extra); });
    connect(as_table_, &segmented_control::chosen_changed, this, [this](int index) { set_table_shown(index == 1); });
    show_content();
}

loss_view::~loss_view() = default;

void loss_view::set_runs(std::vector<loss_run> runs) {
    content_.runs = std::move(runs);
    show_content();
}

void loss_view::set_form(loss_form form) {
    if (form == content_.form) return;
    content_.form = form;
    show_content();
}

void loss_view::set_table_shown(bool shown) {
    if (shown == wants_table_) return;
    wants_table_ = shown;
    show_page();
}

void loss_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
    show_page();
}

void loss_view::add_control(QWidget* control) { controls_->layout()->addWidget(control); }

void loss_view::set_controls_visible(bool visible) { controls_->setVisible(visible); }

QString loss_view::headline() const { return banner_->headline(); }

int loss_view::whole_height(int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    int above = margins.top() + margins.bottom();
    for (const QWidget* part : std::initializer_list<const QWidget*>{controls_, legend_}) {
        if (!part->isHidden()) above += part->layout()->totalHeightForWidth(inner) + layout()->spacing();
    }
    if (!banner_area_->isHidden()) above += banner_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    return above + grid_->whole_height(QSize(inner, 0));
}

void loss_view::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    share_height();
}

// The words over the bars get what the bars can spare.
void loss_view::share_height() {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width() - margins.left() - margins.right();
    int room = height() - margins.top() - margins.bottom() - pages_->minimumSizeHint().height() - layout()->spacing();
    for (const QWidget* part : std::initializer_list<const QWidget*>{controls_, legend_}) {
        if (!part->isHidden()) room -= part->heightForWidth(inner) + layout()->spacing();
    }
    banner_area_->set_most_height(room);
    layout()->activate();  // now, so that the bars are laid out once
}

void loss_view::show_content() {
    chart_ = std::make_shared<loss_chart_data>(make_loss_chart(content_));
    banner_->set_finding(describe_loss_runs(content_.runs));
    banner_->set_footnotes(loss_footnotes(*chart_));
    legend_->set_parts(chart_->seen_parts);
    form_->choose(content_.form == loss_form::share ? 0 : 1);
    form_->set_choice_text(1, QStringLiteral("Extra worker-seconds against %1").arg(against_text(chart_->baseline)));
    grid_->set_data(chart_);
    table_->set_content(content_, *chart_, banner_->headline());
    show_page();
}

void loss_view::show_page() {
    as_table_->choose(wants_table_ ? 1 : 0);
    banner_area_->setVisible(!is_empty());
    legend_->setVisible(chart_->has_bars() && !wants_table_);
    controls_->setEnabled(!is_empty());
    pages_->setCurrentWidget(is_empty()     ? empty_page_
                             : wants_table_ ? static_cast<QWidget*>(table_)
                                            : static_cast<QWidget*>(grid_));
    share_height();
}

result<void> export_losses(picture_format format, const loss_content& content, const QString& file,
                           const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    auto view = std::make_unique<loss_view>();
    view->set_controls_visible(false);
    view->set_form(content.form);
    view->set_runs(content.runs);
    auto* shown = view.get();
    const picture wanted{std::move(view), [shown](int width) { return shown->whole_height(width); }, shown->headline(),
                         QStringLiteral("Where the worker-seconds went, by worker count")};
    return export_picture(format, wanted, file, options);
}

}  // namespace sweeplab
