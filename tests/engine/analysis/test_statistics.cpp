#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <map>

#include "engine/analysis/statistics.h"
#include "engine/foundation/json_reader.h"
#include "engine/foundation/random.h"

using namespace sweeplab;

namespace {

std::map<int, log_group> groups_of(const json& times_by_workers) {
    std::map<int, log_group> groups;
    for (const auto& [workers, times] : times_by_workers.items())
        groups[std::stoi(workers)] = make_log_group(times.get<std::vector<double>>());
    return groups;
}

std::vector<double> noisy_times(random_source& random, double centre, double sd, int count) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) times.push_back(centre * std::exp(sd * random.normal()));
    return times;
}

}  // namespace

TEST_CASE("quantiles of Student's t are the table's") {
    CHECK(t_quantile(1) == doctest::Approx(12.7062047362).epsilon(1e-9));
    CHECK(t_quantile(4) == doctest::Approx(2.7764451052).epsilon(1e-9));
    CHECK(t_quantile(22) == doctest::Approx(2.0738730679).epsilon(1e-9));
    CHECK(t_quantile(10, 0.9) == doctest::Approx(1.8124611228).epsilon(1e-9));
}

TEST_CASE("ratios and their pooled intervals are the known answers") {
    const auto known = json::parse(std::ifstream(SWEEPLAB_SOURCE_DIR "/tests/fixtures/oracle/ratio_interval.json"));
    REQUIRE(known.size() == 6);
    for (const auto& one : known) {
        const auto a = groups_of(one["a"]);
        const auto b = groups_of(one["b"]);
        std::vector<log_group> all;
        for (const auto* side : {&a, &b})
            for (const auto& [workers, group] : *side) all.push_back(group);
        auto spread = pool(all);
        CHECK(spread.dof == one["a_over_b"]["dof"].get<int>());
        spread.variances_differ = false;  // the known answers pool whatever the groups look like
        for (const auto& [workers, answer] : one["a_over_b"]["points"].items()) {
            const auto ratio = ratio_of_means(a.at(std::stoi(workers)), b.at(std::stoi(workers)), spread);
            CHECK(ratio.value == doctest::Approx(answer["ratio"].get<double>()).epsilon(1e-9));
            CHECK(ratio.lo.value() == doctest::Approx(answer["lo"].get<double>()).epsilon(1e-9));
            CHECK(ratio.hi.value() == doctest::Approx(answer["hi"].get<double>()).epsilon(1e-9));
        }
    }
}

TEST_CASE("a mean of logarithms is the geometric mean, with the interval worked out by hand") {
    const auto group = make_log_group({1.0, std::exp(2.0)});  // ln T is 0 and 2: mean 1, variance 2
    CHECK(group.mean == doctest::Approx(1));
    CHECK(group.variance == doctest::Approx(2));
    const auto mean = geometric_mean(group, pool({group}));
    CHECK(mean.value == doctest::Approx(std::exp(1.0)));
    const double half = 12.7062047362;  // t(1) x sqrt(2 / 2)
    CHECK(mean.lo.value() == doctest::Approx(std::exp(1 - half)));
    CHECK(mean.hi.value() == doctest::Approx(std::exp(1 + half)));
}

TEST_CASE("one repeat has no interval, however well the others are known") {
    const auto several = make_log_group({1.0, 1.1, 0.9});
    const auto single = make_log_group({2.0});
    const auto spread = pool({several, single});
    CHECK(spread.dof == 2);
    CHECK(geometric_mean(single, spread).value == doctest::Approx(2));
    CHECK_FALSE(geometric_mean(single, spread).lo);
    CHECK_FALSE(ratio_of_means(several, single, spread).lo);
    CHECK(geometric_mean(several, spread).lo);
    CHECK(pool({single, single}).dof == 0);
}

TEST_CASE("variances are pooled unless they clearly differ") {
    random_source random(11);
    // Equal spreads: 1 % of such sets may be told apart by chance; 200 sets must stay near that.
    int told_apart = 0;
    for (int set = 0; set < 200; ++set) {
        std::vector<log_group> groups;
        for (int g = 0; g < 5; ++g) groups.push_back(make_log_group(noisy_times(random, 10.0 / (g + 1), 0.05, 5)));
        told_apart += pool(groups).variances_differ ? 1 : 0;
    }
    CHECK(told_apart <= 8);

    const auto quiet = make_log_group(noisy_times(random, 10, 0.01, 10));
    const auto noisy = make_log_group(noisy_times(random, 5, 0.3, 10));
    const auto spread = pool({quiet, noisy});
    CHECK(spread.variances_differ);
    // Each stands on its own variance then: the quiet one is not blamed for the noisy one.
    const auto own = geometric_mean(quiet, spread);
    CHECK(own.hi.value() / own.lo.value() == doctest::Approx(std::exp(2 * t_quantile(9) * std::sqrt(quiet.variance / 10))));
    const auto ratio = ratio_of_means(noisy, quiet, spread);
    CHECK(ratio.lo.value() < ratio.value);
    CHECK(ratio.hi.value() > ratio.value);
}

TEST_CASE("equal times, as rounding makes them, are no proof of unlike variances") {
    const auto rounded = make_log_group({58.5, 58.5});
    const auto varied = make_log_group({33.4, 33.9});
    const auto spread = pool({rounded, varied});
    CHECK_FALSE(spread.variances_differ);
    const auto mean = geometric_mean(rounded, spread);
    CHECK(mean.lo.value() < mean.value);
    // No spread anywhere: an interval without width, not a fault.
    const auto steady = geometric_mean(rounded, pool({rounded}));
    CHECK(steady.lo.value() == doctest::Approx(58.5));
    CHECK(steady.hi.value() == doctest::Approx(58.5));
}
