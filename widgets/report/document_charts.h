// Charts as objects in a text document, drawn as lines, not as pixels. GUI thread.
#pragma once

#include <QTextObjectInterface>
#include <memory>
#include <vector>

#include "widgets/report/chart_picture.h"

namespace sweeplab {

class document_charts final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    static constexpr int object_type = QTextFormat::UserObject + 1;

    document_charts(double width, QObject* parent) : QObject(parent), width_(width) {}
    QTextCharFormat add(const report_chart_data& chart, const QFont& font);

    QSizeF intrinsicSize(QTextDocument* document, int place, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& room, QTextDocument* document, int place,
                    const QTextFormat& format) override;

private:
    const chart_picture& picture_of(const QTextFormat& format) const;

    double width_;
    std::vector<std::unique_ptr<chart_picture>> pictures_;
};

}  // namespace sweeplab
