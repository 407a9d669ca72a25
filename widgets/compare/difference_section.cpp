#include "widgets/compare/difference_section.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/advice/text_table.h"
#include "widgets/compare/comparison_tables.h"
#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

constexpr std::size_t folded_rows = 4;  // the chart below must stay in sight

}  // namespace

difference_section::difference_section(QWidget* parent)
    : QWidget(parent),
      heading_(new styled_label(label_part::heading, tr("What differs"), this)),
      only_(new QCheckBox(tr("Hide what does &not differ"), this)),
      nothing_(new styled_label(label_part::note, tr("Nothing that is known of them differs."), this)),
      table_(new text_table(tr("What differs"), this)),
      more_(new QPushButton(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->addWidget(heading_);
    row->addSpacing(16);
    row->addWidget(only_);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(nothing_);
    column->addWidget(table_, 0, Qt::AlignLeft);
    column->addWidget(more_, 0, Qt::AlignLeft);
    only_->setChecked(true);
    table_->set_wrapping(usual_widest_text);
    connect(only_, &QCheckBox::toggled, this, &difference_section::show_rows);
    connect(more_, &QPushButton::clicked, this, [this] {
        unfolded_ = !unfolded_;
        show_rows();
    });
}

void difference_section::set_sheet(std::shared_ptr<const comparison_sheet> sheet) {
    sheet_ = std::move(sheet);
    show_rows();
}

void difference_section::set_for_picture() {
    for_picture_ = true;
    only_->hide();
    if (sheet_) show_rows();
}

void difference_section::show_rows() {
    if (!sheet_) return;
    auto rows = difference_rows(*sheet_, !only_->isChecked());
    const auto all = rows.rows.size();
    const bool folds = all > folded_rows + 1 && only_->isChecked() && !for_picture_;
    if (folds && !unfolded_) rows.rows.resize(folded_rows);
    nothing_->setVisible(all == 0);
    table_->set_rows(std::move(rows));
    more_->setVisible(folds);
    more_->setText(unfolded_ ? tr("Show only &a few") : tr("Show &all %1 differences").arg(all));
    const auto left_out = left_out_count(*sheet_);
    heading_->setText(left_out > 0 ? tr("What differs (and %1 more)").arg(left_out) : tr("What differs"));
}

}  // namespace sweeplab
