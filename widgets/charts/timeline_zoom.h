// Which part of the time is seen, and how zooming and panning change it; where the time axis has its ticks.
// Pure; any thread.
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

namespace sweeplab {

// Nanoseconds after the trial's start.
struct time_window {
    double from = 0;
    double to = 1;
    double length() const { return to - from; }
    double to_share(double ns) const { return (ns - from) / (to - from); }
    double at_share(double share) const { return from + share * (to - from); }
    bool operator==(const time_window&) const = default;
};

// The window never leaves [0, whole()], and is never shorter than a microsecond.
class timeline_zoom {
public:
    static constexpr double least_length = 1000;

    // A little more than the longest trial, so that its end is seen. What was fitted stays fitted.
    void set_end(std::int64_t end_ns);
    double whole() const { return whole_; }
    const time_window& window() const { return window_; }
    bool fitted() const { return window_ == time_window{0, whole_}; }
    double depth() const { return whole_ / window_.length(); }

    void fit() { window_ = {0, whole_}; }
    // What is at `share` of the width stays there; a factor over 1 shows less time.
    void zoom_about(double share, double factor);
    void pan(double shares);  // of the width; positive: later
    void show(double from, double to);
    // Moves as little as needed to have this in sight; what is longer than the window comes in with its start,
    // unless it fills the window already.
    void reveal(double from, double to);

private:
    void place(double from, double length);

    double whole_ = least_length;
    time_window window_{0, least_length};
};

struct time_ticks {
    std::vector<double> at;  // nanoseconds, in the window
    std::vector<QString> texts;
};
// At most `most`, at tidy distances.
time_ticks make_time_ticks(const time_window& window, int most);
// "350 ns", "12.4 µs", "3.21 ms", "36.94 s": three or four digits that count.
QString time_text(double ns);

}  // namespace sweeplab
