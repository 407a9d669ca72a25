// Whose table it is, in a report of ours as Markdown. Pure; for .cpp files of this folder.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sweeplab {

class report_titles {
public:
    static constexpr std::string_view table_of_times = "Time against workers";

    explicit report_titles(std::string_view text);
    // Whether "line 25" is in a whole report, from its title to the line that says what made it.
    bool is_in_report(std::string_view place) const;
    // The name of the run whose table is there: that of the nearest title above; empty where there is none.
    std::string above(std::string_view place) const;

private:
    std::vector<std::pair<std::size_t, std::string>> titles_;   // by line
    std::vector<std::pair<std::size_t, std::size_t>> reports_;  // first and last line
};

}  // namespace sweeplab
