#include "engine/metrics/metrics_page.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr duration patience_of_check = std::chrono::seconds(10);
constexpr std::size_t most_names_said = 8;

// The words that two names share tell best which one was meant.
int likeness(std::string_view a, std::string_view b) {
    int shared = 0;
    for (const auto word : split(a, '_'))
        if (word.size() > 2 && b.find(word) != std::string_view::npos) shared += static_cast<int>(word.size());
    return shared;
}

result<std::vector<metric_sample>> read_page(const http_response& response) {
    if (response.end != http_end::complete)
        return fail(error_kind::io, response.message.empty() ? "it did not answer" : response.message);
    if (response.status != 200) return fail(error_kind::io, fmt::format("it answered with HTTP {}", response.status));
    return parse_metrics(response.body);
}

}  // namespace

result<std::unique_ptr<metrics_page>> metrics_page::open(event_loop& loop, const metrics_choice& choice) {
    std::vector<series_choice> series;
    for (const auto& name : choice.series) {
        auto read = parse_series(name);
        if (!read) return tl::unexpected(read.error());
        series.push_back(std::move(*read));
    }
    http_target_options options;
    options.url = choice.url;
    options.headers = {{"Accept", "text/plain;version=0.0.4"}};
    auto target = http_target::create(std::move(options));
    if (!target) return tl::unexpected(target.error());
    auto client = http_client::create(loop, {.kernel_stamps = false, .connections = 1});
    if (!client) return tl::unexpected(client.error());
    return std::unique_ptr<metrics_page>(
        new metrics_page(loop, std::move(series), choice.series, choice.url, std::move(*target), std::move(*client)));
}

metrics_page::metrics_page(event_loop& loop, std::vector<series_choice> series, std::vector<std::string> names,
                           std::string url, std::shared_ptr<const http_target> target, std::unique_ptr<http_client> client)
    : loop_(loop),
      series_(std::move(series)),
      names_(std::move(names)),
      url_(std::move(url)),
      target_(std::move(target)),
      client_(std::move(client)),
      reader_("sweeplab-page") {}

void metrics_page::fetch(duration limit, std::function<void(result<std::vector<metric_sample>>)> done) {
    http_request request{target_, {}, false, {}, largest};
    request.limits.connect = limit;
    request.limits.whole = limit;
    client_->start(std::move(request), [this, done = std::move(done)](http_response response) {
        reader_.post([this, done, response = std::move(response)] {
            auto page = read_page(response);
            loop_.post([alive = std::weak_ptr(alive_), done, page = std::move(page)]() mutable {
                if (alive.lock()) done(std::move(page));
            });
        });
    });
}

std::string metrics_page::unknown_series(const std::vector<metric_sample>& samples) const {
    for (std::size_t i = 0; i < series_.size(); ++i) {
        const auto& wanted = series_[i];
        if (std::ranges::any_of(samples, [&](const metric_sample& one) { return wanted.matches(one); })) continue;
        std::set<std::string> known;
        for (const auto& one : samples) known.insert(one.name);
        std::vector<std::string> names(known.begin(), known.end());
        std::ranges::stable_sort(names, std::greater{}, [&](const auto& name) { return likeness(name, wanted.name); });
        if (names.size() > most_names_said) names.resize(most_names_said);
        return fmt::format("{} is not among the {} metrics of {}. The nearest: {}", names_[i], known.size(), url_,
                           join(names, ", "));
    }
    return {};
}

void metrics_page::check(std::function<void(result<void>)> done) {
    fetch(patience_of_check, [this, done = std::move(done)](const result<std::vector<metric_sample>>& page) {
        if (!page)
            return done(fail(page.error().kind, url_ + " is no page of metrics: " + page.error().message,
                             "/workload/metrics/url", "Name the page that Prometheus would read, often …/metrics."));
        if (auto missing = unknown_series(*page); !missing.empty())
            return done(fail(error_kind::bad_input, std::move(missing), "/workload/metrics/series"));
        done({});
    });
}

void metrics_page::ask(duration limit, answer done) {
    fetch(limit, [this, done = std::move(done)](const result<std::vector<metric_sample>>& page) {
        if (!page) return done(tl::unexpected(page.error()));
        values found;
        for (const auto& one : series_) found.push_back(value_of(one, *page));
        done(std::move(found));
    });
}

}  // namespace sweeplab
