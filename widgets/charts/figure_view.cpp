#include "widgets/charts/figure_view.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/charts/banner_area.h"
#include "widgets/charts/figure_grid.h"
#include "widgets/charts/figure_table.h"
#include "widgets/charts/figure_words.h"
#include "widgets/charts/finding_banner.h"
#include "widgets/charts/flow_row.h"
#include "widgets/charts/load_chooser.h"
#include "widgets/charts/load_words.h"
#include "widgets/charts/segmented_control.h"
#include "widgets/charts/soak_words.h"

namespace sweeplab {

figure_view::figure_view(QWidget* parent)
    : QWidget(parent),
      controls_(new QWidget(this)),
      reading_(new segmented_control(
          QStringLiteral("Milestones of"),
          {QStringLiteral("First ready"), QStringLiteral("Middle ready"), QStringLiteral("All ready")}, controls_)),
      load_(new load_chooser(QStringLiteral("Trial"), QStringLiteral("Trial whose load is drawn"), load_trial_text,
                             controls_)),
      soak_(new load_chooser(QStringLiteral("Soak"), QStringLiteral("Soak that is drawn"), soak_trial_text, controls_)),
      as_table_(
          new segmented_control(QStringLiteral("Shown as"), {QStringLiteral("Chart"), QStringLiteral("Table")}, controls_)),
      banner_(new finding_banner(this)),
      banner_area_(new banner_area(banner_, this)),
      pages_(new QStackedWidget(this)),
      empty_page_(new QWidget(this)),
      grid_(new figure_grid(this)),
      table_(new figure_table(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(10);
    auto* row = new flow_row(controls_, 8);
    row->addWidget(reading_);
    row->addWidget(as_table_);
    row->addWidget(load_);
    row->addWidget(soak_);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    controls_->setSizePolicy(policy);
    for (QWidget* part : std::initializer_list<QWidget*>{controls_, banner_area_}) column->addWidget(part);
    column->addWidget(pages_, 1);
    for (QWidget* page : std::initializer_list<QWidget*>{empty_page_, grid_, table_}) pages_->addWidget(page);
    connect(reading_, &segmented_control::chosen_changed, this,
            [this](int index) { set_reading(static_cast<milestone_reading>(index)); });
    connect(load_, &load_chooser::chosen, this, &figure_view::set_load_trial);
    connect(soak_, &load_chooser::chosen, this, &figure_view::set_soak);
    connect(as_table_, &segmented_control::chosen_changed, this, [this](int index) { set_table_shown(index == 1); });
    connect(grid_, &figure_grid::repeats_wanted, this, &figure_view::repeats_wanted);
    show_content();
}

figure_view::~figure_view() = default;

void figure_view::set_runs(std::vector<figure_run> runs) {
    content_.runs = std::move(runs);
    show_content();
}

void figure_view::set_reading(milestone_reading reading) {
    if (reading == content_.reading) return;
    content_.reading = reading;
    show_content();
}

void figure_view::set_load_trial(load_trial one) {
    if (one == content_.load) return;
    content_.load = one;
    show_content();
}

void figure_view::set_soak(load_trial one) {
    if (one == content_.soak) return;
    content_.soak = one;
    show_content();
}

void figure_view::set_verified(verified_words verified) {
    verified_ = std::move(verified);
    table_->set_content(content_, verified_, banner_->headline());
}

void figure_view::set_table_shown(bool shown) {
    if (shown == wants_table_) return;
    wants_table_ = shown;
    show_page();
}

void figure_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
    show_page();
}

void figure_view::add_control(QWidget* control) { controls_->layout()->addWidget(control); }

void figure_view::set_for_picture() { controls_->setVisible(false); }

QString figure_view::headline() const { return banner_->headline(); }

int figure_view::whole_height(int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    int above = margins.top() + margins.bottom();
    if (!controls_->isHidden()) above += controls_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    if (!banner_area_->isHidden()) above += banner_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    return above + grid_->whole_height(QSize(inner, 0));
}

void figure_view::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    share_height();
}

// The words over the panels get what the panels can spare.
void figure_view::share_height() {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width() - margins.left() - margins.right();
    int room = height() - margins.top() - margins.bottom() - pages_->minimumSizeHint().height() - layout()->spacing();
    if (!controls_->isHidden()) room -= controls_->heightForWidth(inner) + layout()->spacing();
    banner_area_->set_most_height(room);
    layout()->activate();  // now, so that the panels are laid out once
}

void figure_view::show_content() {
    chart_ = make_figure_chart(content_);
    banner_->set_finding(describe_figures(content_.runs));
    banner_->set_footnotes(chart_.footnotes);
    reading_->choose(static_cast<int>(content_.reading));
    reading_->setVisible(chart_.several_instances);
    load_->set_trials(load_trials_of(content_.runs), chosen_load_trial(content_.runs, content_.load));
    soak_->set_trials(soaks_of(content_.runs), chosen_soak(content_.runs, content_.soak));
    grid_->set_data(chart_);
    table_->set_content(content_, verified_, banner_->headline());
    show_page();
}

void figure_view::show_page() {
    as_table_->choose(wants_table_ ? 1 : 0);
    banner_area_->setVisible(!is_empty());
    controls_->setEnabled(!is_empty());
    pages_->setCurrentWidget(is_empty()     ? empty_page_
                             : wants_table_ ? static_cast<QWidget*>(table_)
                                            : static_cast<QWidget*>(grid_));
    share_height();
}

result<void> export_figures(picture_format format, const figure_content& content, const QString& file,
                            const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    auto view = std::make_unique<figure_view>();
    view->set_for_picture();
    view->set_reading(content.reading);
    if (content.load) view->set_load_trial(*content.load);
    if (content.soak) view->set_soak(*content.soak);
    view->set_runs(content.runs);
    auto* shown = view.get();
    const picture wanted{std::move(view), [shown](int width) { return shown->whole_height(width); }, shown->headline(),
                         QStringLiteral("What was measured beside the time, by worker count")};
    return export_picture(format, wanted, file, options);
}

}  // namespace sweeplab
