// Numbers, times and states as the window says them. Pure functions; any thread.
#pragma once

#include <QString>
#include <optional>
#include <string>

#include "engine/model/run.h"

namespace sweeplab {

inline QString to_qt(const std::string& text) { return QString::fromStdString(text); }
inline QString to_qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
inline std::string to_std(const QString& text) { return text.toStdString(); }

// "just now", "3 min ago", "yesterday, 14:05", "17 Nov 2024". Local time.
QString time_ago(unix_ms then, unix_ms now);
// "17 Nov 2024, 14:05:12"
QString full_time(unix_ms when);

// "0.8 s", "12 s", "3 min 5 s", "2 h 10 min": two parts at most, rounded.
QString duration_in_words(double seconds);
// "1 trial", "12 trials", "12,000 trials".
QString counted(long long count, const char* one, const char* many);
// "USD 0.042": enough digits for small sums.
QString money_in_words(double amount, const std::string& currency);
// "12", "1,250", "3.4 k"; for rates that flicker.
QString rate_in_words(double per_second);

QString state_in_words(run_state state);
// "3 of 12 trials" while trials are missing, else empty.
QString trials_in_words(const run_summary& run);
// One sentence with all that a row of the list says, for tooltips and assistive tools.
QString run_in_a_sentence(const run_summary& run, unix_ms now);

// An error on up to three lines: where and what, then what to do.
QString error_in_words(const error& why);

}  // namespace sweeplab
