#include "widgets/report/document_charts.h"

#include <QPainter>

#include "widgets/theme/chart_colors.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr int number_property = QTextFormat::UserProperty + 1;
constexpr double widest = 560;

}  // namespace

QTextCharFormat document_charts::add(const report_chart_data& chart, const QFont& font) {
    pictures_.push_back(std::make_unique<chart_picture>(chart, std::min(width_ - 2, widest), font));
    QTextCharFormat format;
    format.setObjectType(object_type);
    format.setProperty(number_property, static_cast<int>(pictures_.size()) - 1);
    return format;
}

const chart_picture& document_charts::picture_of(const QTextFormat& format) const {
    return *pictures_[static_cast<std::size_t>(format.intProperty(number_property))];
}

QSizeF document_charts::intrinsicSize(QTextDocument*, int, const QTextFormat& format) {
    return {std::min(width_ - 2, widest), picture_of(format).height()};
}

void document_charts::drawObject(QPainter* painter, const QRectF& room, QTextDocument*, int, const QTextFormat& format) {
    painter->save();
    painter->translate(room.topLeft());
    picture_of(format).paint(*painter, chart_colors_for(light_palette()));
    painter->restore();
}

}  // namespace sweeplab
