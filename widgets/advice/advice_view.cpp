#include "widgets/advice/advice_view.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "engine/laws/law_report.h"
#include "widgets/advice/advice_controls.h"
#include "widgets/advice/advice_tables.h"
#include "widgets/advice/cost_section.h"
#include "widgets/advice/limits_section.h"
#include "widgets/advice/lines_section.h"
#include "widgets/advice/mood_cards.h"
#include "widgets/advice/prediction_section.h"
#include "widgets/advice/sheet_picture.h"
#include "widgets/advice/what_if_section.h"
#include "widgets/charts/finding_banner.h"
#include "widgets/charts/reading_area.h"

namespace sweeplab {
namespace {

QStringList to_lines(const std::vector<std::string>& texts) {
    QStringList lines;
    for (const auto& text : texts) lines << to_qt(text);
    return lines;
}

QStringList lines_of(const std::vector<dismissed_count>& dismissed) {
    QStringList lines;
    for (const auto& one : dismissed) lines << to_qt(one.why) + QLatin1Char('.');
    return lines;
}

// What a section says in its own place is not said again.
QStringList missing_lines(const run_analysis& analysis) {
    QStringList lines;
    for (const auto& text : analysis.missing)
        if (text != analysis.bounds.missing && !text.starts_with("Other worker counts cannot be predicted"))
            lines << to_qt(text);
    return lines;
}

}  // namespace

advice_view::advice_view(QWidget* parent)
    : QWidget(parent),
      controls_(new advice_controls(this)),
      pages_(new QStackedWidget(this)),
      empty_page_(new QWidget(this)),
      paper_(new QWidget),
      banner_(new finding_banner(paper_)),
      moods_(new mood_cards(paper_)),
      actions_(new lines_section(tr("What to do"), QStringLiteral("→"), paper_)),
      not_worth_(new lines_section(tr("Not worth it"), QStringLiteral("–"), paper_)),
      predictions_(new prediction_section(paper_)),
      limits_(new limits_section(known_rate_presets(), paper_)),
      costs_(new cost_section(known_price_presets(), paper_)),
      what_if_(new what_if_section(paper_)),
      laws_(new lines_section(tr("Laws (an illustration)"), {}, paper_)),
      missing_(new lines_section(tr("Not known"), QStringLiteral("–"), paper_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(10);
    column->addWidget(controls_);
    column->addWidget(pages_, 1);
    auto* sheet = new QVBoxLayout(paper_);
    sheet->setContentsMargins(0, 0, 8, 0);
    sheet->setSpacing(16);
    for (QWidget* part : std::initializer_list<QWidget*>{banner_, moods_, actions_, not_worth_, predictions_, what_if_,
                                                         limits_, costs_, laws_, missing_})
        sheet->addWidget(part);
    sheet->addStretch();
    area_ = make_reading_area(paper_, tr("Advice"), this);
    pages_->addWidget(empty_page_);
    pages_->addWidget(area_);
    controls_->setEnabled(false);
    connect(costs_, &cost_section::hosts_wanted, this, &advice_view::hosts_wanted);
}

void advice_view::set_sheet(std::shared_ptr<const advice_sheet> sheet) {
    sheet_ = std::move(sheet);
    if (sheet_) fill();
    controls_->setEnabled(sheet_ != nullptr);
    pages_->setCurrentWidget(sheet_ ? static_cast<QWidget*>(area_) : empty_page_);
}

void advice_view::fill() {
    const auto& analysis = *sheet_->analysis;
    banner_->set_finding(describe_sheet(*sheet_));
    area_->setAccessibleDescription(banner_->headline());
    const bool given = analysis.curve.items > 0 && !sheet_->asked.items;
    controls_->ask_for_items(!given && !analysis.curve.points.empty());
    moods_->set_moods(sheet_->advice.moods);
    actions_->set_lines(to_lines(sheet_->advice.actions));
    not_worth_->set_lines(lines_of(sheet_->advice.not_worth));
    predictions_->set_sheet(*sheet_);
    limits_->set_sheet(sheet_);
    what_if_->set_sheet(*sheet_);
    costs_->set_sheet(sheet_);
    laws_->set_lines({to_qt(describe_laws(analysis.laws)), to_qt(describe_bounds(analysis.bounds))});
    missing_->set_lines(missing_lines(analysis));
}

void advice_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    if (pages_->currentWidget() == empty_page_) pages_->setCurrentWidget(page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
}

void advice_view::set_for_picture() {
    controls_->hide();
    take_scroll_bars_off(*area_);
}

QString advice_view::headline() const { return banner_->headline(); }

int advice_view::whole_height(int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    int height = margins.top() + margins.bottom() + paper_->layout()->totalHeightForWidth(inner);
    if (!controls_->isHidden()) height += controls_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    return height;
}

picture picture_of(const advice_view& shown) {
    auto view = std::make_unique<advice_view>();
    view->costs().set_for_picture();
    view->set_sheet(shown.sheet());
    view->set_for_picture();
    view->limits().choose(shown.limits().chosen());
    view->costs().choose(shown.costs().chosen());
    auto* copy = view.get();
    return {std::move(view), [copy](int width) { return copy->whole_height(width); }, copy->headline(),
            QStringLiteral("Which worker count to use, and why"), [copy] { return width_of_whole_tables(*copy); }};
}

result<void> export_advice(picture_format format, const advice_view& shown, const QString& file,
                           const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    return export_picture(format, picture_of(shown), file, options);
}

}  // namespace sweeplab
