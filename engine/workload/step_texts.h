// What the steps of a trial answered, for the steps that use it: kept in memory until the last of these has succeeded, or
// the trial is over. One thread.
#pragma once

#include <string>
#include <unordered_map>

namespace sweeplab {

inline constexpr std::size_t most_step_text_bytes = std::size_t{1} << 20;     // of one
inline constexpr std::size_t most_step_texts_bytes = std::size_t{512} << 20;  // of all that are kept at once

class step_texts {
public:
    // False: all together would be too long.
    bool keep(int item, std::string text, int readers);
    const std::string* find(int item) const;  // null: not there
    // One reader fewer will come.
    void read_by_one(int item);
    void clear();
    std::size_t bytes() const { return bytes_; }

private:
    struct kept {
        std::string text;
        int readers = 0;
    };
    std::unordered_map<int, kept> texts_;  // by item
    std::size_t bytes_ = 0;
};

}  // namespace sweeplab
