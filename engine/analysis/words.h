// Numbers as findings say them. Speech for people: rounded, with units.
#pragma once

#include <string>
#include <string_view>

namespace sweeplab {

std::string seconds_in_words(double seconds);  // "171 s", "58.5 s", "1.23 s", "4.5 ms"
std::string factor_in_words(double factor);    // "2.9×", "12×", "0.85×"
std::string ratio_in_words(double ratio);      // "1.12×": two runs beside each other
std::string percent_in_words(double share);    // 0.73: "73 %"
// "1 trial", "3 trials"
std::string counted(long long count, std::string_view one, std::string_view many);
inline std::string workers_in_words(int workers) { return counted(workers, "worker", "workers"); }

}  // namespace sweeplab
