#include "widgets/panels/run_row_delegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QtMath>

#include "engine/model/run.h"
#include "widgets/models/run_filter_model.h"
#include "widgets/models/run_list_model.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

constexpr int edge = 8;
constexpr int gap = 3;
constexpr int heading_margin = 4;

QFont small_font(const QFont& font) {
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.9);
    return small;
}

QPolygonF star_shape(const QRectF& box) {
    QPolygonF points;
    for (int corner = 0; corner < 10; ++corner) {
        const double radius = box.width() / 2 * (corner % 2 == 0 ? 1.0 : 0.42);
        const double angle = -M_PI / 2 + corner * M_PI / 5;
        points << box.center() + QPointF(radius * qCos(angle), radius * qSin(angle));
    }
    return points;
}

struct row_colours {
    QColor name;
    QColor note;
    QColor alert;
    QColor star;
};

row_colours colours_for(const QStyleOptionViewItem& option, run_state state) {
    const QPalette& palette = option.palette;
    if (option.state & QStyle::State_Selected) {
        const QColor text = palette.color(QPalette::HighlightedText);
        return {text, text, text, text};
    }
    QPalette on_base = palette;
    on_base.setColor(QPalette::Window, palette.color(QPalette::Base));
    on_base.setColor(QPalette::WindowText, palette.color(QPalette::Text));
    const auto part = state == run_state::failed    ? label_part::fault
                      : state == run_state::running ? label_part::good
                                                    : label_part::warning;
    return {palette.color(QPalette::Text), colour_of(label_part::note, on_base), colour_of(part, on_base),
            colour_of(label_part::warning, on_base)};
}

// What kind of run it is, before the rest of the line; returns where the rest begins. The first word in the colour of
// an alert when the run is not complete.
int paint_badges(QPainter& painter, const QStringList& words, const QRect& line, const row_colours& colours,
                 bool alert_first) {
    int left = line.left();
    for (qsizetype at = 0; at < words.size(); ++at) {
        painter.setPen(at == 0 && alert_first ? colours.alert : colours.note);
        const QString word = words[at] + QStringLiteral(" · ");
        painter.drawText(QRect(left, line.top(), line.right() - left, line.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         word);
        left += QFontMetrics(painter.font()).horizontalAdvance(word);
    }
    return left;
}

void paint_star(QPainter& painter, const QRect& box, bool filled, const row_colours& colours) {
    painter.setPen(QPen(filled ? colours.star : colours.note, 1));
    painter.setBrush(filled ? QBrush(colours.star) : Qt::NoBrush);
    painter.drawPolygon(star_shape(QRectF(box)));
}

// The two lines of text, right of the tick box; the star stands at the end of the upper one.
struct row_lines {
    QRect upper;
    QRect lower;
};

row_lines lines_of(const QStyleOptionViewItem& option) {
    const int left = run_row_delegate::tick_rect(option).right() + edge;
    const int width = option.rect.right() - edge - left;
    const int upper = QFontMetrics(option.font).height();
    const int lower = QFontMetrics(small_font(option.font)).height();
    const int top = option.rect.center().y() - (upper + gap + lower) / 2;
    return {QRect(left, top, width, upper), QRect(left, top + upper + gap, width, lower)};
}

int heading_height(const QFont& font) { return QFontMetrics(font).height() + 2 * heading_margin; }

bool has_heading(const QModelIndex& index) { return !index.data(run_filter_model::heading_role).toString().isEmpty(); }

void paint_heading(QPainter& painter, const QStyleOptionViewItem& option, const QString& text) {
    QRect line = option.rect;
    line.setHeight(heading_height(option.font));
    line.adjust(edge, 0, -edge, 0);
    QPalette on_base = option.palette;
    on_base.setColor(QPalette::Window, option.palette.color(QPalette::Base));
    on_base.setColor(QPalette::WindowText, option.palette.color(QPalette::Text));
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(colour_of(label_part::note, on_base));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(text, Qt::ElideMiddle, line.width()));
}

}  // namespace

QStyleOptionViewItem run_row_delegate::body_of(const QStyleOptionViewItem& option, const QModelIndex& index) {
    QStyleOptionViewItem body = option;
    if (has_heading(index)) body.rect.setTop(body.rect.top() + heading_height(option.font));
    return body;
}

QRect run_row_delegate::tick_rect(const QStyleOptionViewItem& option) {
    const int size = QApplication::style()->pixelMetric(QStyle::PM_IndicatorWidth);
    return {option.rect.left() + edge, option.rect.center().y() - size / 2, size, size};
}

QRect run_row_delegate::star_rect(const QStyleOptionViewItem& option) {
    const QRect line = lines_of(option).upper;
    const int size = line.height() - 1;
    return {line.right() - size, line.center().y() - size / 2, size, size};
}

void run_row_delegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (has_heading(index)) paint_heading(*painter, option, index.data(run_filter_model::heading_role).toString());
    option = body_of(option, index);
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    QStyleOptionButton tick;
    tick.rect = tick_rect(option);
    tick.palette = option.palette;
    tick.state = QStyle::State_Enabled | (option.checkState == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
    style->drawPrimitive(QStyle::PE_IndicatorCheckBox, &tick, painter, option.widget);
    // The style's own outline is darker than a dark background and cannot be seen there.
    QColor outline = option.palette.color(QPalette::Text);
    outline.setAlpha(110);
    painter->setPen(outline);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(tick.rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);

    const auto state = static_cast<run_state>(index.data(run_list_model::state_role).toInt());
    const row_colours colours = colours_for(option, state);
    auto [upper, lower] = lines_of(option);
    upper.setRight(star_rect(option).left() - edge);
    QFont bold = option.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(colours.name);
    painter->drawText(upper, Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(bold).elidedText(option.text, Qt::ElideRight, upper.width()));

    const QFont small = small_font(option.font);
    painter->setFont(small);
    lower.setLeft(paint_badges(*painter, index.data(run_list_model::badges_role).toStringList(), lower, colours,
                               state != run_state::complete));
    painter->setPen(colours.note);
    painter->drawText(lower, Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(small).elidedText(index.data(run_list_model::second_line_role).toString(), Qt::ElideRight,
                                                     lower.width()));
    const bool starred = index.data(run_list_model::starred_role).toBool();
    if (starred || (option.state & QStyle::State_MouseOver)) paint_star(*painter, star_rect(option), starred, colours);
    if (option.state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.rect = option.rect.adjusted(1, 1, -1, -1);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    painter->restore();
}

QSize run_row_delegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int lines = QFontMetrics(option.font).height() + gap + QFontMetrics(small_font(option.font)).height();
    return {200, lines + 2 * 7 + (has_heading(index) ? heading_height(option.font) : 0)};
}

void run_row_delegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& given,
                                            const QModelIndex& index) const {
    const auto option = body_of(given, index);
    QRect rect = lines_of(option).upper;
    rect.setHeight(editor->sizeHint().height());
    rect.moveCenter({rect.center().x(), option.rect.center().y()});
    editor->setGeometry(rect);
}

bool run_row_delegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& given,
                                   const QModelIndex& index) {
    const auto option = body_of(given, index);
    if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseButtonPress) {
        auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() != Qt::LeftButton) return false;
        const QPoint at = mouse->position().toPoint();
        const bool released = event->type() == QEvent::MouseButtonRelease;
        const int slack = edge / 2;
        if (tick_rect(option).adjusted(-edge, -edge, slack, edge).contains(at)) {
            const bool ticked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            return !released || model->setData(index, ticked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        }
        if (star_rect(option).adjusted(-slack, -edge, slack, edge).contains(at))
            return !released ||
                   model->setData(index, !index.data(run_list_model::starred_role).toBool(), run_list_model::starred_role);
        return false;
    }
    return event->type() == QEvent::KeyPress && QStyledItemDelegate::editorEvent(event, model, option, index);
}

}  // namespace sweeplab
