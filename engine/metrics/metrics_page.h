// A service's page of metrics, asked every now and then for chosen series. Asked on the loop's thread; read on a thread of
// its own, since a page may be large.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/task_thread.h"
#include "engine/http/http_client.h"
#include "engine/metrics/metrics_text.h"

namespace sweeplab {

struct metrics_choice {
    std::string url;
    std::vector<std::string> series;  // as parse_series() reads them
};

class metrics_page {
public:
    using values = std::vector<std::optional<double>>;  // by place in the choice
    using answer = std::function<void(result<values>)>;

    static constexpr std::size_t largest = 16 * 1024 * 1024;

    static result<std::unique_ptr<metrics_page>> open(event_loop& loop, const metrics_choice& choice);

    // Whether it is such a page and has every chosen series. `done` is called once, never from inside.
    void check(std::function<void(result<void>)> done);
    // What is not there just now is absent; an error when the page could not be had or read within `limit`. One at a time.
    void ask(duration limit, answer done);

private:
    metrics_page(event_loop& loop, std::vector<series_choice> series, std::vector<std::string> names, std::string url,
                 std::shared_ptr<const http_target> target, std::unique_ptr<http_client> client);
    void fetch(duration limit, std::function<void(result<std::vector<metric_sample>>)> done);
    std::string unknown_series(const std::vector<metric_sample>& samples) const;

    event_loop& loop_;
    const std::vector<series_choice> series_;
    const std::vector<std::string> names_;
    const std::string url_;
    const std::shared_ptr<const http_target> target_;
    std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
    std::unique_ptr<http_client> client_;
    task_thread reader_;  // last: ends its work before anything that the work uses
};

}  // namespace sweeplab
