// The bench's one table, and the same as JSON. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"

namespace sweeplab::bench {

// What was measured, by key; one value a round.
using samples = std::map<std::string, std::vector<double>>;

struct goal {
    enum class kind { none, value_at_most, value_at_least, ratio_at_most, ratio_at_least, ratio_within };
    kind what = kind::none;
    double limit = 0;  // ratio_within: how far the ratio may be from 1
};

struct row {
    std::string figure;  // "requests/s, 64 workers"
    std::string unit;
    std::string key;   // of the samples
    std::string peer;  // "wrk"; empty: none
    std::string peer_key;
    goal target;
};

struct judged_row {
    row asked;
    std::optional<double> value;  // the median
    std::optional<double> peer_value;
    std::optional<double> ratio;  // value over peer_value
    std::optional<bool> met;      // absent: there is no goal, or a peer is missing
};

std::vector<judged_row> judge(const std::vector<row>& rows, const samples& measured);
std::string as_table(const std::vector<judged_row>& rows);
json as_json(const std::vector<judged_row>& rows, const samples& measured);

}  // namespace sweeplab::bench
