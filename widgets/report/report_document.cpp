#include "widgets/report/report_document.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QFontDatabase>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextTable>

#include "engine/foundation/text.h"
#include "widgets/models/words.h"
#include "widgets/report/document_charts.h"
#include "widgets/report/document_pages.h"
#include "widgets/theme/chart_colors.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr double text_points = 9;

class document_writer {
public:
    document_writer(QTextDocument& document, double width)
        : document_(document), cursor_(&document), charts_(new document_charts(width, &document)) {
        document.documentLayout()->registerHandler(document_charts::object_type, charts_);
        colors_ = chart_colors_for(light_palette());
    }

    void write(const report_content& content) {
        if (content.runs.size() != 1) text(content.title, 1.7, true, 0, 4);
        text(content.headline, 1.2, true, 2, 4);
        for (const auto& section : content.overview) write(section);
        for (const auto& run : content.runs) write(run, &run != &content.runs.front() || content.runs.size() != 1);
        write(report_section{"What the figures mean", {report_list{content.definitions}}});
    }

private:
    void write(const run_report& run, bool on_new_page) {
        text(run.title + (run.simulated ? " (simulated)" : ""), 1.7, true, 0, 4, on_new_page);
        text(run.headline, 1.2, true, 2, 4);
        text(run.detail);
        for (const auto& warning : run.warnings) write_warning(warning);
        write_facts(run);
        for (const auto& section : run.sections) write(section);
    }

    void write(const report_section& section) {
        heading_ = section.title;
        text(section.title, 1.3, true, 14, 4);
        cursor_.block().setUserState(title_state);
        for (const auto& block : section.blocks) std::visit([&](const auto& one) { write(one); }, block);
    }

    void write(const report_paragraph& block) {
        for (const auto line : split(block.text, '\n'))
            if (!trim(line).empty()) text(std::string(trim(line)));
    }

    void write(const report_list& block) {
        for (const auto& line : block.lines) {
            QTextBlockFormat shape = shape_of(1, 1);
            shape.setLeftMargin(12);
            shape.setTextIndent(-10);
            put(QStringLiteral("•  ") + to_qt(line), shape, letters());
        }
    }

    void write(const report_table& block) {
        if (!block.title.empty()) {
            text(block.title, 0.95, false, 6, 2, false, colors_.muted);
            cursor_.block().setUserState(title_state);
        }
        if (block.rows.empty() || block.columns.empty()) return;
        auto* table = begin_table(static_cast<int>(block.rows.size()) + 1, static_cast<int>(block.columns.size()), 1);
        const double size = block.columns.size() > 9 ? 0.78 : 0.9;
        for (std::size_t column = 0; column < block.columns.size(); ++column) {
            const auto& one = block.columns[column];
            fill(*table, 0, column, one.title, letters(size, true), one.number, true);
            for (std::size_t row = 0; row < block.rows.size(); ++row)
                if (column < block.rows[row].size())
                    fill(*table, static_cast<int>(row) + 1, column, block.rows[row][column], letters(size), one.number,
                         false);
        }
        cursor_.movePosition(QTextCursor::End);
    }

    void write(const line_chart& block) { write_chart(block); }
    void write(const stacked_chart& block) { write_chart(block); }

    void write(const report_code& block) {
        if (!block.summary.empty()) text(block.summary, 1, false, 4, 2);
        QTextBlockFormat shape = shape_of(0, 0);
        shape.setBackground(mix(colors_.text, colors_.surface, 0.05));
        QTextCharFormat mono = letters(0.82);
        mono.setFontFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
        put(to_qt(block.text).replace(QLatin1Char('\n'), QChar::LineSeparator), shape, mono);
    }

    void write_chart(const report_chart_data& chart) {
        if (to_std(title_of(chart)) != heading_) {
            text(to_std(title_of(chart)), 1, true, 6, 2);
            cursor_.block().setUserState(title_state);
        }
        begin_block(shape_of(4, 6));
        cursor_.insertText(QString(QChar::ObjectReplacementCharacter), charts_->add(chart, font_));
    }

    void write_warning(const std::string& warning) {
        QTextBlockFormat shape = shape_of(2, 2);
        shape.setBackground(colors_.warning_surface);
        shape.setLeftMargin(4);
        put(QStringLiteral("⚠  ") + to_qt(warning), shape, letters());
    }

    void write_facts(const run_report& run) {
        if (run.facts.empty()) return;
        auto* table = begin_table(static_cast<int>(run.facts.size()), 2, 0);
        QTextTableFormat shape = table->format();
        shape.setColumnWidthConstraints({QTextLength(QTextLength::PercentageLength, 18), QTextLength()});
        table->setFormat(shape);
        int row = 0;
        for (const auto& [name, value] : run.facts) {
            QTextCharFormat muted = letters(0.95);
            muted.setForeground(colors_.muted);
            fill(*table, row, 0, name, muted, false, false, false);
            fill(*table, row++, 1, value, letters(0.95), false, false, false);
        }
        cursor_.movePosition(QTextCursor::End);
    }

    QTextTable* begin_table(int rows, int columns, int header_rows) {
        QTextTableFormat shape;
        shape.setBorder(0);
        shape.setCellSpacing(0);
        shape.setCellPadding(2.5);
        shape.setHeaderRowCount(header_rows);
        shape.setTopMargin(4);
        shape.setBottomMargin(4);
        begin_block(shape_of(0, 0));
        return cursor_.insertTable(rows, columns, shape);
    }

    void fill(QTextTable& table, int row, std::size_t column, const std::string& value, const QTextCharFormat& letters,
              bool number, bool header, bool ruled = true) {
        auto cell = table.cellAt(row, static_cast<int>(column));
        QTextTableCellFormat shape;
        if (ruled) {
            shape.setBottomBorder(header ? 1 : 0.5);
            shape.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            shape.setBottomBorderBrush(header ? colors_.axis : colors_.border);
        }
        shape.setLeftPadding(column == 0 ? 0 : 5);
        shape.setRightPadding(5);
        shape.setTopPadding(2);
        shape.setBottomPadding(2);
        cell.setFormat(shape);
        auto inside = cell.firstCursorPosition();
        QTextBlockFormat line;
        line.setAlignment(number ? Qt::AlignRight : Qt::AlignLeft);
        inside.setBlockFormat(line);
        inside.insertText(to_qt(value).replace(QLatin1Char('\n'), QChar::LineSeparator), letters);
    }

    void text(const std::string& words, double size = 1, bool bold = false, double above = 3, double below = 3,
              bool on_new_page = false, const QColor& color = {}) {
        if (words.empty()) return;
        QTextBlockFormat shape = shape_of(above, below);
        if (on_new_page) shape.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        QTextCharFormat face = letters(size, bold);
        if (color.isValid()) face.setForeground(color);
        put(to_qt(words), shape, face);
    }

    void put(const QString& words, const QTextBlockFormat& shape, const QTextCharFormat& face) {
        begin_block(shape);
        cursor_.insertText(words, face);
    }

    void begin_block(const QTextBlockFormat& shape) {
        if (document_.isEmpty() || after_table()) cursor_.setBlockFormat(shape);
        else cursor_.insertBlock(shape);
    }

    // There is an empty block behind every table.
    bool after_table() const { return cursor_.block().length() <= 1 && !cursor_.currentTable(); }

    static QTextBlockFormat shape_of(double above, double below) {
        QTextBlockFormat shape;
        shape.setTopMargin(above);
        shape.setBottomMargin(below);
        return shape;
    }

    QTextCharFormat letters(double size = 1, bool bold = false) const {
        QTextCharFormat face;
        face.setFont(font_);
        face.setFontPointSize(text_points * size);
        face.setFontWeight(bold ? QFont::Bold : QFont::Normal);
        face.setForeground(colors_.text);
        return face;
    }

    QTextDocument& document_;
    QTextCursor cursor_;
    document_charts* charts_;
    chart_colors colors_;
    QFont font_ = QFont(QApplication::font().family(), static_cast<int>(text_points));
    std::string heading_;
};

}  // namespace

std::unique_ptr<QTextDocument> make_document(const report_content& content) {
    const QSizeF page = page_room();
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDocumentMargin(0);
    document->setUseDesignMetrics(true);
    document_writer(*document, page.width()).write(content);
    document->setPageSize(page);
    keep_titles_with_what_follows(*document);
    return document;
}

QByteArray to_pdf(const report_content& content) {
    const QString title = to_qt(content.title);
    return to_pdf(*make_document(content), title, QStringLiteral("%1 · %2").arg(title, to_qt(content.made)));
}

}  // namespace sweeplab
