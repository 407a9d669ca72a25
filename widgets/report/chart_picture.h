// A chart of a report laid out for a width: the points, intervals and axes of its SVG, with the window's font and in the
// colours of a palette, on the screen and on paper. GUI thread.
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <variant>
#include <vector>

#include "engine/report/chart_axis.h"

class QPainter;

namespace sweeplab {

struct chart_colors;

using report_chart_data = std::variant<line_chart, stacked_chart>;

QString title_of(const report_chart_data& chart);
QString description_of(const report_chart_data& chart);

class chart_picture {
public:
    chart_picture(report_chart_data chart, double width, const QFont& font);
    chart_picture(const chart_picture&) = delete;
    chart_picture& operator=(const chart_picture&) = delete;

    double height() const { return frame_.height; }
    void paint(QPainter& painter, const chart_colors& colors) const;
    // The point or part there in words; else empty.
    QString tip_at(QPointF place) const;
    std::vector<QString> tips() const;  // of all that can be pointed at

private:
    enum class sign { line, band, part };
    static constexpr double sign_room = 24;  // of an entry of the legend, before its name
    struct entry {
        sign kind;
        int number;
        QString name;
        QPointF at;
    };
    struct spot {
        QRectF place;
        QString tip;
    };

    std::vector<entry> entries() const;
    void lay_out(double width);
    void place_entries();
    void find_spots();
    QRectF bar_part(std::size_t bar, double below, double share) const;

    void paint_axes(QPainter& painter, const chart_colors& colors) const;
    void paint_lines(QPainter& painter, const chart_colors& colors, const line_chart& chart) const;
    void paint_mark(QPainter& painter, const chart_colors& colors, const line_chart& chart) const;
    void paint_bars(QPainter& painter, const chart_colors& colors, const stacked_chart& chart) const;
    void paint_entries(QPainter& painter, const chart_colors& colors) const;
    QRectF mark_label(const line_chart& chart, const report_point& marked, QSizeF size) const;
    QPointF at(const report_point& point) const { return {counts_.at(point.x), values_.at(point.y)}; }

    report_chart_data chart_;
    QFont font_;
    QFont small_;
    chart_frame frame_;
    count_scale counts_;
    value_scale values_;
    std::vector<entry> entries_;
    std::vector<spot> spots_;
};

}  // namespace sweeplab
