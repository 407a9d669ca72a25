#include "widgets/report/report_sheet.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include "engine/foundation/text.h"
#include "widgets/advice/text_lines.h"
#include "widgets/advice/text_table.h"
#include "widgets/charts/warning_box.h"
#include "widgets/models/words.h"
#include "widgets/report/report_chart.h"
#include "widgets/report/report_code_box.h"
#include "widgets/report/report_text.h"

namespace sweeplab {
namespace {

constexpr qsizetype all_warnings = 1000;

QStringList to_lines(const std::vector<std::string>& texts) {
    QStringList lines;
    for (const auto& text : texts) lines << to_qt(text);
    return lines;
}

text_rows rows_of(const report_table& table) {
    text_rows rows;
    for (const auto& column : table.columns) {
        rows.titles << to_qt(column.title);
        rows.is_text.push_back(!column.number);
    }
    for (const auto& row : table.rows) {
        auto& cells = rows.rows.emplace_back();
        for (const auto& cell : row) cells.push_back({to_qt(cell), {}, cell_mood::plain});
        cells.resize(table.columns.size());
    }
    return rows;
}

}  // namespace

report_sheet::report_sheet(std::shared_ptr<const report_content> content, QWidget* parent)
    : QWidget(parent), content_(std::move(content)), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(8);
    parts_.emplace_back([this] { add_head(*content_); });
    const int depth = content_->runs.size() > 1 ? 1 : 0;
    for (const auto& run : content_->runs) {
        parts_.emplace_back([this, &run, depth] { add_run_head(run, depth); });
        for (const auto& section : run.sections)
            parts_.emplace_back([this, &section, depth] { add_section(section, depth); });
    }
    parts_.emplace_back([this] {
        add_section({"What the figures mean", {report_list{content_->definitions}}}, 0);
        add_text(text_rank::caption, "Made by " + content_->made);
    });
}

bool report_sheet::add_more(std::chrono::milliseconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    while (added_ < parts_.size() && std::chrono::steady_clock::now() < until) parts_[added_++]();
    return added_ == parts_.size();
}

QWidget* report_sheet::add_text(text_rank rank, const std::string& text) {
    if (text.empty()) return nullptr;
    auto* label = new report_text(rank, to_qt(text), this);
    column_->addWidget(label);
    return label;
}

void report_sheet::add_head(const report_content& content) {
    if (content.runs.size() != 1) places_.push_back({to_qt(content.title), 0, add_text(text_rank::title, content.title)});
    add_text(text_rank::finding, content.headline);
    for (const auto& section : content.overview) add_section(section, 1);
}

void report_sheet::add_run_head(const run_report& run, int depth) {
    if (depth > 0) column_->addSpacing(28);
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(new report_text(text_rank::title, to_qt(run.title), head), 1);
    if (run.simulated) row->addWidget(new simulated_mark(head), 0, Qt::AlignVCenter);
    column_->addWidget(head);
    places_.push_back({to_qt(run.title), 0, head});
    add_text(text_rank::finding, run.headline);
    add_text(text_rank::body, run.detail);
    if (!run.warnings.empty()) {
        auto* warnings = new warning_box(this);
        warnings->set_most(all_warnings);
        warnings->set_warnings(to_lines(run.warnings));
        column_->addWidget(warnings);
    }
    add_facts(run);
}

void report_sheet::add_facts(const run_report& run) {
    if (run.facts.empty()) return;
    auto* facts = new QWidget(this);
    auto* grid = new QGridLayout(facts);
    grid->setContentsMargins(0, 6, 0, 6);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    int at = 0;
    for (const auto& [name, value] : run.facts) {
        auto* title = new QLabel(to_qt(name), facts);
        title->setTextFormat(Qt::PlainText);
        title->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(title, at, 0, Qt::AlignTop);
        grid->addWidget(new linked_text(to_qt(name), to_qt(value), facts), at++, 1);
    }
    column_->addWidget(facts);
}

void report_sheet::add_section(const report_section& section, int depth) {
    places_.push_back({to_qt(section.title), depth, add_text(text_rank::section, section.title)});
    for (const auto& block : section.blocks) std::visit([&](const auto& one) { add_block(one, section.title); }, block);
}

void report_sheet::add_block(const report_paragraph& block, const std::string&) {
    for (const auto line : split(block.text, '\n'))
        if (!trim(line).empty()) add_text(text_rank::body, std::string(trim(line)));
}

void report_sheet::add_block(const report_list& block, const std::string&) {
    auto* lines = new text_lines(QStringLiteral("•"), label_part::plain, this);
    lines->set_lines(to_lines(block.lines));
    column_->addWidget(lines);
}

void report_sheet::add_block(const report_table& block, const std::string& title) {
    add_text(text_rank::caption, block.title);
    auto* table = new text_table(to_qt(block.title.empty() ? title : block.title), this);
    table->set_wrapping(usual_widest_text);
    table->set_rows(rows_of(block));
    column_->addWidget(table, 0, Qt::AlignLeft);
}

void report_sheet::add_block(const line_chart& block, const std::string& title) {
    column_->addWidget(new report_chart(block, block.title != title, this));
}

void report_sheet::add_block(const stacked_chart& block, const std::string& title) {
    column_->addWidget(new report_chart(block, block.title != title, this));
}

void report_sheet::add_block(const report_code& block, const std::string&) {
    boxes_.push_back(new report_code_box(to_qt(block.text), to_qt(block.summary), this));
    column_->addWidget(boxes_.back());
}

void report_sheet::set_for_picture() {
    for (auto* box : boxes_) box->set_for_picture();
}

}  // namespace sweeplab
