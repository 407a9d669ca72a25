#include "widgets/charts/timeline_lanes.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

constexpr int stripe = 6;  // logical pixels from one to the next

struct row_range {
    int top = 0, bottom = 0;  // device rows [top, bottom)
    int height() const { return bottom - top; }
};

class lane_filler {
public:
    lane_filler(QImage& image, const span_looks& looks, double ratio)
        : image_(image),
          ratio_(ratio),
          stripe_(std::max(2, qRound(stripe * ratio))),
          plain_(looks.size()),
          line_(looks.size()) {
        for (std::size_t i = 0; i < looks.size(); ++i) {
            plain_[i] = looks[i].fill.rgb();
            line_[i] = looks[i].line.rgb();
            pattern_[i] = looks[i].pattern;
        }
        row_.resize(static_cast<std::size_t>(image.width()));
    }

    void fill(const std::vector<timeline_piece>& pieces, row_range rows) {
        if (rows.height() < 1) return;
        std::ranges::fill(row_, 0U);
        for (const timeline_piece& piece : pieces) {
            std::fill_n(row_.begin() + piece.first, piece.count, plain_[number_of(piece.kind)]);
            // Neighbours of one colour are still two.
            if (piece.span >= 0 && !piece.failed && piece.count >= 4 * ratio_)
                row_[static_cast<std::size_t>(piece.first)] = line_[number_of(piece.kind)];
        }
        const int gap = gap_of(rows);
        const row_range body{rows.top, rows.bottom - gap};
        for (int y = std::max(0, body.top); y < std::min(image_.height(), body.bottom); ++y)
            std::ranges::copy(row_, reinterpret_cast<QRgb*>(image_.scanLine(y)));
        for (const timeline_piece& piece : pieces) pattern(piece, body);
        for (const timeline_piece& piece : pieces)
            if (piece.failed) mark_failure(piece, body, rows);
    }

private:
    static std::size_t number_of(span_kind kind) { return static_cast<std::size_t>(kind); }
    int gap_of(row_range rows) const {
        const double logical = rows.height() / ratio_;
        return logical >= 10 ? qRound(2 * ratio_) : logical >= 3 ? std::max(1, qRound(ratio_)) : 0;
    }

    void pattern(const timeline_piece& piece, row_range body) {
        const span_pattern wanted = pattern_[number_of(piece.kind)];
        if (wanted == span_pattern::stripes && body.height() > 3) stripes(piece, body);
        if (wanted == span_pattern::hollow && body.height() > 3) border(piece, body);
    }

    // Alone it fills the lane and its gap; among many spans it is a mark at the top, as high as is seen. A failure that
    // took no time to speak of is as wide as is seen, too.
    void mark_failure(timeline_piece piece, row_range body, row_range rows) {
        piece.count = std::clamp(piece.count, std::min(qRound(3 * ratio_), image_.width() - piece.first), image_.width());
        const int mark = std::max(std::min(body.height(), qRound(3 * ratio_)), body.height() * 2 / 5);
        const bool alone = piece.kind == span_kind::failed;
        box(piece, {body.top, alone ? rows.bottom : body.top + mark}, plain_[number_of(span_kind::failed)]);
    }

    void box(const timeline_piece& piece, row_range rows, QRgb color) {
        for (int y = std::max(0, rows.top); y < std::min(image_.height(), rows.bottom); ++y)
            std::fill_n(reinterpret_cast<QRgb*>(image_.scanLine(y)) + piece.first, piece.count, color);
    }

    void stripes(const timeline_piece& piece, row_range body) {
        const int thick = std::max(1, stripe_ / 3);
        for (int y = std::max(0, body.top); y < std::min(image_.height(), body.bottom); ++y) {
            auto* const line = reinterpret_cast<QRgb*>(image_.scanLine(y));
            for (int x = piece.first; x < piece.first + piece.count; ++x)
                if ((x + y) % stripe_ < thick) line[x] = line_[number_of(piece.kind)];
        }
    }

    void border(const timeline_piece& piece, row_range body) {
        const int thick = std::max(1, qRound(ratio_));
        const QRgb color = line_[number_of(piece.kind)];
        box(piece, {body.top, body.top + thick}, color);
        box(piece, {body.bottom - thick, body.bottom}, color);
        timeline_piece edge = piece;
        edge.count = std::min(thick, piece.count);
        box(edge, body, color);
        edge.first = piece.first + piece.count - edge.count;
        box(edge, body, color);
    }

    QImage& image_;
    double ratio_;
    int stripe_;
    std::vector<QRgb> plain_;
    std::vector<QRgb> line_;
    std::array<span_pattern, span_kinds> pattern_{};
    std::vector<QRgb> row_;
};

}  // namespace

lanes_picture paint_lanes(const timeline_index& index, const timeline_geometry& geometry, const time_window& window,
                          const span_looks& looks, double ratio, double name_width, double name_height) {
    lanes_picture picture;
    const QSize size(static_cast<int>(std::lround(geometry.plot.width() * ratio)),
                     static_cast<int>(std::lround(geometry.plot.height() * ratio)));
    if (size.isEmpty()) return picture;
    picture.image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    picture.image.fill(Qt::transparent);
    lane_filler filler(picture.image, looks, ratio);
    std::vector<timeline_piece> pieces;
    const auto row_of = [&](int lane) {
        return static_cast<int>(std::lround((lane * geometry.lane_height - geometry.scroll) * ratio));
    };
    const time_columns columns(window, size.width());
    const bool names = geometry.lane_height >= name_height;
    for (int lane = geometry.first_lane(); lane < std::min(geometry.end_lane(), index.lane_count()); ++lane) {
        find_pieces(index.lanes()[static_cast<std::size_t>(lane)], columns, pieces);
        picture.rectangles += static_cast<long long>(pieces.size());
        filler.fill(pieces, {row_of(lane), row_of(lane + 1)});
        if (!names) continue;
        for (const timeline_piece& piece : pieces) {
            if (piece.span < 0 || piece.count < name_width * ratio) continue;
            picture.named.push_back({{lane, piece.span},
                                     QRectF(geometry.plot.left() + piece.first / ratio, geometry.lane_top(lane),
                                            piece.count / ratio, geometry.lane_height - 2)});
        }
    }
    picture.image.setDevicePixelRatio(ratio);
    return picture;
}

}  // namespace sweeplab
