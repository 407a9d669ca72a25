#include "widgets/compare/comparison_view.h"

#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <array>

#include "widgets/advice/lines_section.h"
#include "widgets/advice/sheet_picture.h"
#include "widgets/charts/finding_banner.h"
#include "widgets/charts/panel_grid.h"
#include "widgets/charts/reading_area.h"
#include "widgets/charts/segmented_control.h"
#include "widgets/compare/comparison_controls.h"
#include "widgets/compare/comparison_tables.h"
#include "widgets/compare/difference_section.h"
#include "widgets/compare/ratio_panel.h"
#include "widgets/compare/table_section.h"
#include "widgets/compare/times_chart.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr std::array charts = {std::pair{comparison_chart::ratio, "ratio"},
                               std::pair{comparison_chart::overlaid, "overlaid"},
                               std::pair{comparison_chart::side_by_side, "side_by_side"}};
constexpr int least_times = 320;

}  // namespace

QString to_text(comparison_chart chart) {
    return QString::fromLatin1(std::ranges::find(charts, chart, [](const auto& one) { return one.first; })->second);
}

std::optional<comparison_chart> comparison_chart_from(const QString& text) {
    for (const auto& [chart, name] : charts)
        if (text == QLatin1String(name)) return chart;
    return std::nullopt;
}

comparison_view::comparison_view(QWidget* parent)
    : QWidget(parent),
      controls_(new comparison_controls(this)),
      pages_(new QStackedWidget(this)),
      empty_page_(new QWidget(this)),
      paper_(new QWidget),
      banner_(new finding_banner(paper_)),
      refusal_(new QWidget(paper_)),
      refused_(new text_lines(QStringLiteral("–"), label_part::plain, refusal_)),
      anyway_(new QPushButton(tr("Compare an&yway"), refusal_)),
      differences_(new difference_section(paper_)),
      ratios_(new ratio_panel(paper_)),
      times_(new panel_grid(paper_)),
      numbers_(new table_section(tr("Times and ratios"), paper_)),
      factors_(new table_section(tr("Speedup factors, machine by machine"), paper_)),
      paired_(new lines_section(tr("The same items in both"), {}, paper_)),
      warnings_(new lines_section(tr("To bear in mind"), QStringLiteral("–"), paper_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(10);
    column->addWidget(controls_);
    column->addWidget(pages_, 1);
    auto* refusal = new QVBoxLayout(refusal_);
    refusal->setContentsMargins(0, 0, 0, 0);
    refusal->addWidget(refused_);
    refusal->addWidget(anyway_, 0, Qt::AlignLeft);
    anyway_->setToolTip(tr("Sets the times side by side all the same; everything says that the work is unlike"));
    auto* sheet = new QVBoxLayout(paper_);
    sheet->setContentsMargins(0, 0, 8, 0);
    sheet->setSpacing(14);
    ratios_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QWidget* part : std::initializer_list<QWidget*>{banner_, refusal_, differences_, ratios_, times_, numbers_,
                                                         warnings_, factors_, paired_})
        sheet->addWidget(part);
    sheet->addStretch();
    area_ = make_reading_area(paper_, tr("Comparison"), this);
    pages_->addWidget(empty_page_);
    pages_->addWidget(area_);
    controls_->setEnabled(false);
    connect(&controls_->charts(), &segmented_control::chosen_changed, this, [this](int index) {
        set_chart(charts[static_cast<std::size_t>(index)].first);
        show_from_the_top_of(chart_ == comparison_chart::ratio ? static_cast<QWidget*>(ratios_) : times_);
    });
    connect(anyway_, &QPushButton::clicked, this, &comparison_view::anyway_wanted);
}

void comparison_view::set_sheet(std::shared_ptr<const comparison_sheet> sheet) {
    const bool others = !sheet || !sheet_ || sheet->names != sheet_->names || sheet->against_name != sheet_->against_name;
    sheet_ = std::move(sheet);
    if (sheet_) fill();
    if (others) area_->verticalScrollBar()->setValue(0);
    controls_->setEnabled(sheet_ != nullptr);
    pages_->setCurrentWidget(sheet_ ? static_cast<QWidget*>(area_) : empty_page_);
}

void comparison_view::fill() {
    banner_->set_finding(describe_comparison(*sheet_));
    area_->setAccessibleDescription(banner_->headline());
    const bool several = sheet_->all.size() > 1;
    refused_->set_lines(several ? refusals_of(*sheet_) : QStringList());
    anyway_->setVisible(sheet_->any_refused());
    refusal_->setVisible(sheet_->any_refused() || !refused_->lines().isEmpty());
    differences_->set_sheet(sheet_);
    numbers_->set_rows(ratio_rows(*sheet_),
                       tr("Ratio: time over that of %1; above 1× takes longer.").arg(sheet_->against_name) +
                           QLatin1Char('\n') + how_compared(*sheet_));
    warnings_->set_lines(further_warnings(*sheet_));
    factors_->set_rows(factor_rows(*sheet_),
                       tr("Speedup factor: how many times as fast as %1 with as many workers.").arg(sheet_->against_name));
    paired_->set_lines(paired_lines(*sheet_));
    show_chart();
}

void comparison_view::set_chart(comparison_chart chart) {
    chart_ = chart;
    if (sheet_) show_chart();
    else controls_->charts().choose(static_cast<int>(chart_));
}

// What is refused is not drawn beside each other either.
void comparison_view::show_chart() {
    const auto ratios = std::make_shared<const ratio_chart>(make_ratio_chart(*sheet_));
    const bool refused = !sheet_->any_compared() && sheet_->any_refused();
    const auto times = make_times_chart(*sheet_, chart_ == comparison_chart::side_by_side);
    const bool any_times = !refused && times->has_values();
    for (int i = 0; i < 3; ++i)
        controls_->charts().set_choice_enabled(
            i, i == 0 ? !ratios->empty() : any_times,
            refused ? tr("Unlike work is not compared") : tr("There is none to be drawn"));
    const bool instead = ratios->empty() && chart_ == comparison_chart::ratio && any_times;
    const auto shown = instead ? comparison_chart::overlaid : chart_;
    controls_->charts().choose(static_cast<int>(shown));
    ratios_->set_chart(ratios);
    ratios_->setVisible(shown == comparison_chart::ratio && !ratios->empty());
    times_->set_data(times);
    times_->setVisible(shown != comparison_chart::ratio && any_times);
    fit_times();
}

// The page scrolls, not the panels in it.
void comparison_view::fit_times() {
    const int width = area_->viewport()->width() - 8;
    times_->setFixedHeight(std::max(times_->whole_height(QSize(width, 0)), least_times));
}

// A chart that was chosen further down is brought into sight.
void comparison_view::show_from_the_top_of(QWidget* chart) {
    if (!sheet_ || chart->isHidden()) return;
    paper_->layout()->activate();
    const int top = chart->mapTo(paper_, QPoint()).y(), bottom = top + chart->height();
    auto* bar = area_->verticalScrollBar();
    if (top < bar->value() || top + 60 > bar->value() + area_->viewport()->height())
        bar->setValue(std::min(top, std::max(0, bottom - area_->viewport()->height())));
}

void comparison_view::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit_times();
}

void comparison_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    if (pages_->currentWidget() == empty_page_) pages_->setCurrentWidget(page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
}

void comparison_view::set_for_picture() {
    controls_->hide();
    differences_->set_for_picture();
    anyway_->hide();
    take_scroll_bars_off(*area_);
}

QString comparison_view::headline() const { return banner_->headline(); }

int comparison_view::whole_height(int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    int height = margins.top() + margins.bottom() + paper_->layout()->totalHeightForWidth(inner);
    if (!controls_->isHidden()) height += controls_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    return height;
}

picture picture_of(const comparison_view& shown) {
    auto view = std::make_unique<comparison_view>();
    view->set_chart(shown.chart());
    view->set_sheet(shown.sheet());
    view->set_for_picture();
    auto* copy = view.get();
    return {std::move(view), [copy](int width) { return copy->whole_height(width); }, copy->headline(),
            QStringLiteral("Runs beside each other, by worker count"), [copy] { return width_of_whole_tables(*copy); }};
}

result<void> export_comparison(picture_format format, const comparison_view& shown, const QString& file,
                               const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    return export_picture(format, picture_of(shown), file, options);
}

}  // namespace sweeplab
