#include "widgets/targets/target_view.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <set>

#include "engine/analysis/words.h"
#include "widgets/advice/sheet_picture.h"
#include "widgets/advice/text_lines.h"
#include "widgets/advice/text_table.h"
#include "widgets/charts/finding_banner.h"
#include "widgets/charts/reading_area.h"
#include "widgets/compare/table_section.h"
#include "widgets/models/words.h"
#include "widgets/targets/target_controls.h"

namespace sweeplab {
target_view::target_view(QWidget* parent)
    : QWidget(parent),
      controls_(new target_controls(this)),
      pages_(new QStackedWidget(this)),
      empty_page_(new QWidget(this)),
      paper_(new QWidget),
      banner_(new finding_banner(paper_)),
      targets_(new table_section(tr("Targets"), paper_)),
      beside_(wrapped_label(label_part::heading, paper_)),
      no_baseline_(wrapped_label(label_part::note, paper_)),
      table_column_(new QVBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(10);
    column->addWidget(controls_);
    column->addWidget(pages_, 1);
    auto* sheet = new QVBoxLayout(paper_);
    sheet->setContentsMargins(0, 0, 8, 0);
    sheet->setSpacing(14);
    for (QWidget* part : std::initializer_list<QWidget*>{banner_, targets_, beside_, no_baseline_}) sheet->addWidget(part);
    table_column_->setSpacing(14);
    sheet->addLayout(table_column_);
    sheet->addStretch();
    no_baseline_->setText(
        tr("There is no baseline to set it beside: star a run of the same host and workload, or choose one above."));
    area_ = make_reading_area(paper_, tr("Targets and baseline"), this);
    pages_->addWidget(empty_page_);
    pages_->addWidget(area_);
}

void target_view::set_sheet(std::shared_ptr<const target_sheet> sheet) {
    sheet_ = std::move(sheet);
    if (sheet_) fill();
    pages_->setCurrentWidget(sheet_ ? static_cast<QWidget*>(area_) : empty_page_);
}

void target_view::fill() {
    banner_->set_finding(describe_targets(*sheet_));
    area_->setAccessibleDescription(banner_->headline());
    targets_->set_rows(target_rows(*sheet_),
                       tr("Margin: what is left to the limit, below 0 what is missing; in brackets its 95 % interval."));
    const auto& beside = sheet_->beside;
    beside_->setText(beside.tables.empty()
                         ? tr("Beside a baseline")
                         : tr("%1 beside its baseline, %2").arg(to_qt(beside.optimised_name), to_qt(beside.baseline_name)));
    no_baseline_->setVisible(!sheet_->asked.baseline);
    show_tables();
}

void target_view::show_tables() {
    const auto& all = sheet_->beside.tables;
    std::set<int> counts;
    for (const auto& table : all) counts.insert(table.workers);
    while (tables_.size() > all.size()) {
        delete tables_.back();
        tables_.pop_back();
    }
    while (tables_.size() < all.size()) {
        tables_.push_back(new text_table({}, paper_));
        tables_.back()->set_wrapping(usual_widest_text);
        table_column_->addWidget(tables_.back(), 0, Qt::AlignLeft);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto rows = baseline_rows(all[i]);
        if (counts.size() > 1) rows.titles.front() += tr(", at %1").arg(to_qt(workers_in_words(all[i].workers)));
        tables_[i]->setAccessibleName(tr("Baseline report: %1").arg(rows.titles.front()));
        tables_[i]->set_rows(std::move(rows));
    }
}

text_table& target_view::targets() const { return targets_->table(); }

void target_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    if (pages_->currentWidget() == empty_page_) pages_->setCurrentWidget(page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
}

void target_view::set_for_picture() {
    controls_->hide();
    take_scroll_bars_off(*area_);
}

QString target_view::headline() const { return banner_->headline(); }

int target_view::whole_height(int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    int height = margins.top() + margins.bottom() + paper_->layout()->totalHeightForWidth(inner);
    if (!controls_->isHidden()) height += controls_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    return height;
}

picture picture_of(const target_view& shown) {
    auto view = std::make_unique<target_view>();
    view->set_sheet(shown.sheet());
    view->set_for_picture();
    auto* copy = view.get();
    return {std::move(view), [copy](int width) { return copy->whole_height(width); }, copy->headline(),
            QStringLiteral("A run held against targets, and beside its baseline"),
            [copy] { return width_of_whole_tables(*copy); }};
}

result<void> export_targets(picture_format format, const target_view& shown, const QString& file,
                            const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    return export_picture(format, picture_of(shown), file, options);
}

}  // namespace sweeplab
