#include "widgets/report/report_text.h"

#include <QApplication>
#include <QDesktopServices>
#include <QEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QUrl>
#include <cmath>

#include "widgets/charts/panel_card.h"

namespace sweeplab {
namespace {

void make_wrapping(QLabel& label) {
    label.setWordWrap(true);
    label.setTextInteractionFlags(Qt::TextSelectableByMouse);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label.setSizePolicy(policy);
}

const QRegularExpression& address() {
    // The last sign is not one that ends a sentence or a bracket around the address.
    static const QRegularExpression pattern(QStringLiteral(R"(\bhttps?://[^\s<>"']*[^\s<>"'.,;:!?)\]}])"));
    return pattern;
}

QFont font_of(text_rank rank) {
    const QFont base = QApplication::font();
    switch (rank) {
        case text_rank::title: return sized(base, 1.6, true);
        case text_rank::finding: return sized(base, 1.2, true);
        case text_rank::section: return sized(base, 1.25, true);
        case text_rank::caption:
        case text_rank::body: break;
    }
    return base;
}

}  // namespace

report_text::report_text(text_rank rank, const QString& text, QWidget* parent) : QLabel(text, parent), rank_(rank) {
    setTextFormat(Qt::PlainText);
    make_wrapping(*this);
    setAccessibleName(text);
    if (rank == text_rank::section) setContentsMargins(0, 12, 0, 5);
    if (rank == text_rank::caption) setContentsMargins(0, 6, 0, 0);
    restyle();
}

void report_text::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::ApplicationPaletteChange || type == QEvent::ApplicationFontChange)
        restyle();
}

void report_text::restyle() {
    if (restyling_) return;
    restyling_ = true;
    setFont(font_of(rank_));
    if (rank_ == text_rank::caption) {
        QPalette own;
        own.setColor(QPalette::WindowText, chart_colors_for(parentWidget() ? parentWidget()->palette() : palette()).muted);
        setPalette(own);
    }
    restyling_ = false;
}

void report_text::paintEvent(QPaintEvent* event) {
    QLabel::paintEvent(event);
    if (rank_ != text_rank::section) return;
    QPainter painter(this);
    painter.setPen(QPen(chart_colors_for(palette()).border, 1));
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
}

bool has_links(const QString& text) { return text.contains(address()); }

QString with_links(const QString& text) {
    QString rich;
    qsizetype done = 0;
    for (auto found = address().globalMatch(text); found.hasNext();) {
        const auto one = found.next();
        const QString shown = one.captured().toHtmlEscaped();
        rich += text.mid(done, one.capturedStart() - done).toHtmlEscaped();
        rich += QStringLiteral("<a href=\"%1\">%1</a>").arg(shown);
        done = one.capturedEnd();
    }
    rich += text.mid(done).toHtmlEscaped();
    return QStringLiteral("<span style=\"white-space:pre-wrap\">%1</span>").arg(rich);
}

linked_text::linked_text(const QString& name, const QString& text, QWidget* parent) : QLabel(parent) {
    make_wrapping(*this);
    const bool links = has_links(text);
    setTextFormat(links ? Qt::RichText : Qt::PlainText);
    setText(links ? with_links(text) : text);
    setAccessibleName(QStringLiteral("%1: %2").arg(name, text));
    if (!links) return;
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(this, &QLabel::linkActivated, this, [](const QString& link) {
        const QUrl url(link, QUrl::StrictMode);
        if (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https")) QDesktopServices::openUrl(url);
    });
}

simulated_mark::simulated_mark(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("simulated"));
    setToolTip(tr("Measured against the built-in simulated endpoint: no real model answered"));
}

QSize simulated_mark::sizeHint() const {
    const auto fonts = fonts_from(font());
    return {static_cast<int>(std::ceil(simulated_tag_width(fonts))) + 2, QFontMetrics(fonts.text).height() + 6};
}

void simulated_mark::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_simulated_tag(painter, fonts_from(font()), chart_colors_for(palette()), 0.5, QRectF(rect()));
}

}  // namespace sweeplab
