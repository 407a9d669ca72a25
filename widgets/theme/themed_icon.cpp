#include "widgets/theme/themed_icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

namespace sweeplab {
namespace {

QColor color_for(QIcon::Mode mode) {
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
        case QIcon::Disabled: return palette.color(QPalette::Disabled, QPalette::ButtonText);
        case QIcon::Selected: return palette.color(QPalette::Active, QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active: break;
    }
    return palette.color(QPalette::Active, QPalette::ButtonText);
}

// Paints the drawing's shape in one colour: the drawing gives the coverage, the palette the colour.
class recolored_svg_engine : public QIconEngine {
public:
    explicit recolored_svg_engine(QByteArray svg) : svg_(std::move(svg)) {}

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(svg_);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(QPointF(0, 0), size));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), color_for(mode));
        return pixmap;
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap picture = pixmap((QSizeF(rect.size()) * scale).toSize(), mode, state);
        picture.setDevicePixelRatio(scale);
        painter->drawPixmap(rect, picture);
    }

    QIconEngine* clone() const override { return new recolored_svg_engine(svg_); }

private:
    QByteArray svg_;
};

QString file_of(const QString& name) { return QStringLiteral(":/icons/%1.svg").arg(name); }

}  // namespace

bool has_themed_icon(const QString& name) { return QFile::exists(file_of(name)); }

QIcon themed_icon(const QString& name) {
    QFile file(file_of(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return recolored_icon(file.readAll());
}

QIcon recolored_icon(const QByteArray& svg) { return QIcon(new recolored_svg_engine(svg)); }

}  // namespace sweeplab
