#include "widgets/panels/styled_label.h"

#include <QApplication>
#include <QEvent>

namespace sweeplab {
namespace {

QColor between(const QColor& from, const QColor& to, double share) {
    const auto mix = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

}  // namespace

QColor colour_of(label_part part, const QPalette& palette) {
    const QColor text = palette.color(QPalette::WindowText);
    const QColor ground = palette.color(QPalette::Window);
    const bool dark = ground.lightness() < 128;
    switch (part) {
        case label_part::note: return between(text, ground, 0.34);
        case label_part::fault: return dark ? QColor(0xff8a80) : QColor(0xb3261e);
        case label_part::warning: return dark ? QColor(0xf2c14e) : QColor(0x855300);
        case label_part::good: return dark ? QColor(0x7bd88f) : QColor(0x1b6e3c);
        case label_part::plain:
        case label_part::title:
        case label_part::heading: break;
    }
    return text;
}

styled_label::styled_label(label_part part, const QString& text, QWidget* parent) : QLabel(text, parent), part_(part) {
    setTextFormat(Qt::PlainText);
    setWordWrap(part != label_part::title && part != label_part::heading);
    restyle();
}

void styled_label::set_part(label_part part) {
    if (part == part_) return;
    part_ = part;
    restyle();
}

void styled_label::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    const bool colours = event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange;
    if (colours || event->type() == QEvent::ApplicationFontChange) restyle();
}

void styled_label::restyle() {
    if (restyling_) return;
    restyling_ = true;
    const QPalette around = parentWidget() ? parentWidget()->palette() : QApplication::palette();
    QPalette own;
    own.setColor(QPalette::WindowText, colour_of(part_, around));
    setPalette(own);
    QFont face = QApplication::font();
    if (part_ == label_part::title) face.setPointSizeF(face.pointSizeF() * 1.35);
    if (part_ == label_part::title || part_ == label_part::heading) face.setBold(true);
    if (part_ == label_part::note) face.setPointSizeF(face.pointSizeF() * 0.92);
    setFont(face);
    restyling_ = false;
}

}  // namespace sweeplab
