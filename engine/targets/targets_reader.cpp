#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/json_fields.h"
#include "engine/targets/targets.h"

namespace sweeplab {
namespace {

constexpr double largest = 1e15;
constexpr std::array<std::pair<const char*, target_rule>, 6> number_rules = {
    {{"below", target_rule::below},
     {"at_most", target_rule::at_most},
     {"above", target_rule::above},
     {"at_least", target_rule::at_least},
     {"below_baseline_pct", target_rule::below_baseline},
     {"above_baseline_pct", target_rule::above_baseline}}};

std::vector<std::string> figure_keys() {
    std::vector<std::string> keys;
    for (const auto& figure : target_figures()) keys.push_back(figure.key);
    return keys;
}

std::string statistics_of(const target_figure& figure) {
    std::vector<std::string> names;
    for (const auto which : figure.statistics)
        if (which != statistic::share_below) names.emplace_back(to_text(which));
    return join(names, ", ");
}

class target_reader {
public:
    target_reader(const json& value, const std::string& path) : reader_(value, path) {}

    result<target> read() {
        // A word that is unknown is the reason for what is missing.
        for (const auto* key : {"id", "name", "metric", "workers", "statistic", "over_h", "series", "share_below"})
            reader_.raw(key);
        for (const auto& [key, rule] : number_rules) reader_.raw(key);
        reader_.finish();
        reader_.require("id");
        reader_.require("metric");
        assign(read_.id, reader_.string("id"));
        assign(read_.name, reader_.string("name"));
        assign(read_.metric, reader_.choice("metric", figure_keys()));
        figure_ = find_target_figure(read_.metric);
        read_workers();
        read_rule();
        read_statistic();
        read_hours();
        read_series();
        if (reader_.failed()) return tl::unexpected(reader_.fault());
        return std::move(read_);
    }

private:
    void read_workers() {
        const json* workers = reader_.raw("workers");
        if (!workers || *workers == "all") return;
        if (workers->is_string()) return reader_.complain("must be a number or \"all\"", reader_.path_of("workers"));
        read_.workers = read_int(reader_, "workers", 1, 10'000);
    }

    void read_rule() {
        std::vector<std::string> given;
        for (const auto& [key, rule] : number_rules) {
            const auto number = reader_.number(key, -largest, largest);
            if (!reader_.has(key)) continue;
            given.emplace_back(key);
            read_.rule = rule;
            read_.limit = number.value_or(0);
        }
        if (const json* share = reader_.raw("share_below")) {
            given.emplace_back("share_below");
            json_object_reader parts(*share, reader_.path_of("share_below"));
            parts.require("limit");
            parts.require("at_least_pct");
            read_.rule = target_rule::share_below;
            assign(read_.limit, parts.number("limit", 0, largest));
            assign(read_.at_least_pct, parts.number("at_least_pct", 0, 100));
            parts.finish();
            if (parts.failed()) reader_.adopt(parts.fault());
        }
        if (given.empty())
            reader_.complain("no rule is given", reader_.path_of("below"),
                             "Give one of below, at_most, above, at_least, share_below, below_baseline_pct, "
                             "above_baseline_pct.");
        if (given.size() > 1)
            reader_.complain("a target has one rule, not " + join(given, " and "), reader_.path_of(given[1]),
                             "Make two targets of it.");
    }

    void read_statistic() {
        const auto word = reader_.string("statistic");
        if (!figure_) return;
        const auto path = reader_.path_of("statistic");
        if (read_.rule == target_rule::share_below) {
            read_.which = statistic::share_below;
            if (word) reader_.complain("goes not with share_below, which is a statistic itself", path);
            if (!figure_->has(statistic::share_below))
                reader_.complain(figure_->key + " is one number, not many of which a share could be below",
                                 reader_.path_of("share_below"));
            return;
        }
        if (!word && figure_->statistics.front() != statistic::value)
            return reader_.complain(fmt::format("{} needs a statistic", figure_->key), path,
                                    "One of: " + statistics_of(*figure_) + ".");
        if (!word) return;
        const auto which = statistic_from(*word);
        if (!which || !figure_->has(*which) || *which == statistic::share_below)
            return reader_.complain(fmt::format("{} has no statistic \"{}\"", figure_->key, shorten(*word, 40)), path,
                                    "It has: " + statistics_of(*figure_) + ".");
        read_.which = *which;
    }

    void read_hours() {
        read_.over_h = read_positive(reader_, "over_h", 1e6);
        if (!figure_) return;
        if (figure_->grows() && !reader_.has("over_h"))
            reader_.complain("growth needs the hours it is over", reader_.path_of("over_h"));
        if (!figure_->grows() && read_.over_h)
            reader_.complain(figure_->key + " is not over hours", reader_.path_of("over_h"));
    }

    void read_series() {
        assign(read_.series, reader_.string("series"));
        if (!figure_) return;
        if (figure_->reads_series() && read_.series.empty())
            reader_.complain("which series of the service's own metrics is meant is not said", reader_.path_of("series"));
        if (!figure_->reads_series() && !read_.series.empty())
            reader_.complain(figure_->key + " is no series", reader_.path_of("series"),
                             "\"metric\": \"series\" reads a service's own metrics.");
    }

    json_object_reader reader_;
    target read_;
    const target_figure* figure_ = nullptr;
};

result<void> check_format(json_object_reader& reader) {
    reader.require("sweeplab_targets");
    const auto format = reader.integer("sweeplab_targets", 1);
    if (reader.failed()) return tl::unexpected(reader.fault());
    if (*format > targets_format)
        return fail(error_kind::refused,
                    fmt::format("the file has format {}, this Sweeplab reads up to {}", *format, targets_format),
                    "/sweeplab_targets", "It comes from a newer Sweeplab: update this one.");
    return {};
}

}  // namespace

result<target_set> read_targets(const json& document) {
    json_object_reader reader(document, "");
    if (auto known = check_format(reader); !known) return tl::unexpected(known.error());
    target_set set;
    assign(set.name, reader.string("name"));
    assign(set.about, reader.string("about"));
    assign(set.source, reader.string("source"));
    reader.require("targets");
    const json* list = reader.raw("targets");
    if (list && (!list->is_array() || list->empty())) reader.complain("must be a list of at least one target", "/targets");
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    std::set<std::string> ids;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto path = fmt::format("/targets/{}", i);
        auto one = target_reader((*list)[i], path).read();
        if (!one) return tl::unexpected(one.error());
        if (!ids.insert(one->id).second)
            return fail(error_kind::bad_input, fmt::format("the id \"{}\" is there twice", shorten(one->id, 60)),
                        path + "/id");
        set.targets.push_back(std::move(*one));
    }
    return set;
}

result<target_set> parse_targets(std::string_view text, const std::string& what) {
    const auto document = parse_json_strictly(text, what);
    if (!document) return tl::unexpected(document.error());
    auto set = read_targets(*document);
    if (set) return set;
    auto fault = set.error();
    fault.where = what + (fault.where.empty() ? "" : ", " + fault.where);
    return tl::unexpected(std::move(fault));
}

}  // namespace sweeplab
