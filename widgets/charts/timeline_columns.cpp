#include "widgets/charts/timeline_columns.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

constexpr int most_looked_at = 40;

class column_walk {
public:
    column_walk(const timeline_lane& lane, const time_columns& columns, std::vector<timeline_piece>& pieces)
        : lane_(lane),
          spans_(lane.spans()),
          grid_(columns),
          window_(columns.window()),
          columns_(columns.count()),
          pieces_(pieces) {}

    void walk() {
        int column = 0;
        next_ = lane_.first_from(start_of(0));
        while (column < columns_) {
            const int alone = span_over(start_of(column));
            const int reach = alone >= 0 ? columns_until(spans_[static_cast<std::size_t>(alone)].end_ns, column) : column;
            if (reach > column) {
                const span_kind kind = spans_[static_cast<std::size_t>(alone)].kind;
                pieces_.push_back(
                    {column, reach - column, kind, kind == span_kind::failed, kind == span_kind::cancelled, alone});
                column = reach;
            } else {
                add_mixed(column);
                ++column;
            }
            next_ = lane_.first_from(start_of(column), next_);
        }
    }

private:
    std::int64_t start_of(int column) const { return grid_.start(column); }

    // The span that is there from `at` on; `next_` is the first that starts at `at` or later. One that takes no time
    // at `at` is not passed over: the column is mixed then.
    int span_over(std::int64_t at) const {
        if (next_ > 0 && spans_[static_cast<std::size_t>(next_ - 1)].end_ns > at) return next_ - 1;
        if (next_ < lane_.size() && spans_[static_cast<std::size_t>(next_)].start_ns == at &&
            spans_[static_cast<std::size_t>(next_)].end_ns > at)
            return next_;
        return -1;
    }

    // The first column from `column` on that does not end at `end` or before.
    int columns_until(std::int64_t end, int column) const {
        const double share = (static_cast<double>(end) - window_.from) / (window_.to - window_.from);
        int reach = static_cast<int>(
            std::clamp(std::floor(share * columns_), static_cast<double>(column), static_cast<double>(columns_)));
        while (reach > column && start_of(reach) > end) --reach;  // rounding
        while (reach < columns_ && start_of(reach + 1) <= end) ++reach;
        return reach;
    }

    // What is in one column.
    struct content {
        kind_times time{};
        bool any = false;
        bool failed = false;
        bool cancelled = false;
        void add(const timeline_span& span, std::int64_t inside) {
            any = true;
            time[static_cast<std::size_t>(span.kind)] += inside;
            failed |= span.kind == span_kind::failed;
            cancelled |= span.kind == span_kind::cancelled;
        }
    };

    void add_mixed(int column) {
        const std::int64_t from = start_of(column), to = start_of(column + 1);
        content inside;
        if (next_ > 0) {
            const timeline_span& before = spans_[static_cast<std::size_t>(next_ - 1)];
            if (const std::int64_t rest = std::min(before.end_ns, to) - from; rest > 0) inside.add(before, rest);
        }
        // A few spans are looked at one by one, which costs less than any way around it; of many, the sums are.
        const int first = next_;
        const int soon = std::min(next_ + most_looked_at, lane_.size());
        for (; next_ < soon && spans_[static_cast<std::size_t>(next_)].start_ns < to; ++next_) {
            const timeline_span& span = spans_[static_cast<std::size_t>(next_)];
            inside.add(span, std::min(span.end_ns, to) - span.start_ns);
        }
        if (next_ == soon && next_ > first) add_rest(to, inside);
        if (!inside.any) return;
        const auto most = static_cast<std::size_t>(std::ranges::max_element(inside.time) - inside.time.begin());
        span_kind kind = static_cast<span_kind>(most);
        // Nothing in it took any time.
        if (inside.time[most] == 0)
            kind = inside.failed ? span_kind::failed : spans_[static_cast<std::size_t>(next_ - 1)].kind;
        add({column, 1, kind, inside.failed, inside.cancelled, -1});
    }

    // From `next_` on up to `to`.
    void add_rest(std::int64_t to, content& inside) {
        const int last = lane_.first_from(to, next_);
        if (last == next_) return;
        const kind_times sum = lane_.time_of(next_, last);
        for (std::size_t k = 0; k < span_kinds; ++k) inside.time[k] += sum[k];
        const timeline_span& tail = spans_[static_cast<std::size_t>(last - 1)];
        inside.time[static_cast<std::size_t>(tail.kind)] -= std::max<std::int64_t>(0, tail.end_ns - to);
        inside.failed = inside.failed || lane_.any_failed(next_, last);
        inside.cancelled = inside.cancelled || lane_.any_cancelled(next_, last);
        next_ = last;
    }

    void add(const timeline_piece& piece) {
        if (!pieces_.empty()) {
            timeline_piece& before = pieces_.back();
            if (before.span < 0 && before.first + before.count == piece.first && before.kind == piece.kind &&
                before.failed == piece.failed && before.cancelled == piece.cancelled) {
                ++before.count;
                return;
            }
        }
        pieces_.push_back(piece);
    }

    const timeline_lane& lane_;
    const std::vector<timeline_span>& spans_;
    const time_columns& grid_;
    const time_window& window_;
    const int columns_;
    std::vector<timeline_piece>& pieces_;
    int next_ = 0;  // the first span that starts in or after the column at hand
};

}  // namespace

time_columns::time_columns(const time_window& window, int count)
    : window_(window), count_(window.to > window.from ? std::max(0, count) : 0) {
    starts_.reserve(static_cast<std::size_t>(count_) + 1);
    for (int column = 0; column <= count_; ++column)
        starts_.push_back(static_cast<std::int64_t>(
            std::ceil(count_ == 0 ? window.from : window.from + (window.to - window.from) * column / count_)));
}

void find_pieces(const timeline_lane& lane, const time_columns& columns, std::vector<timeline_piece>& pieces) {
    pieces.clear();
    if (columns.count() > 0 && lane.size() > 0) column_walk(lane, columns, pieces).walk();
}

}  // namespace sweeplab
