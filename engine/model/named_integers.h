// A small open set of named integers, kept ascending by name. What is not in it is unknown, never 0.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sweeplab {

template <class Name>
class named_integers {
public:
    using entry = std::pair<Name, std::int64_t>;

    named_integers() = default;
    // Takes entries over whole, without a search for each; they must be ascending and distinct.
    explicit named_integers(std::vector<entry> ascending) : values_(std::move(ascending)) {}

    void set(Name which, std::int64_t value) {
        const auto place = place_of(values_, which);
        if (place != values_.end() && place->first == which) place->second = value;
        else values_.insert(place, {which, value});
    }
    void set(Name which, std::optional<std::int64_t> value) {
        if (value) set(which, *value);
    }
    std::optional<std::int64_t> get(Name which) const {
        const auto place = place_of(values_, which);
        if (place == values_.end() || place->first != which) return std::nullopt;
        return place->second;
    }
    bool has(Name which) const { return get(which).has_value(); }
    const std::vector<entry>& all() const { return values_; }  // ascending
    bool empty() const { return values_.empty(); }
    bool operator==(const named_integers&) const = default;

private:
    template <class Entries>
    static auto place_of(Entries& values, Name which) {
        return std::lower_bound(values.begin(), values.end(), which,
                                [](const entry& each, Name wanted) { return each.first < wanted; });
    }

    std::vector<entry> values_;
};

}  // namespace sweeplab
