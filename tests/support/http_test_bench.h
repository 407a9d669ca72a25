// A loop and a client for tests that carry out exchanges one after the other or many at once.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/foundation/event_loop.h"
#include "engine/http/http_client.h"

namespace sweeplab::test {

class http_test_bench {
public:
    explicit http_test_bench(http_client_options options = {}, event_loop::backend backend = event_loop::backend::best)
        : loop_(event_loop::create(backend).value()), client_(http_client::create(*loop_, options).value()) {}

    event_loop& loop() { return *loop_; }
    http_client& client() { return *client_; }
    void drop_client() { client_.reset(); }

    static std::shared_ptr<const http_target> target(const std::string& url, std::vector<http_header> headers = {}) {
        http_target_options options;
        options.url = url;
        options.headers = std::move(headers);
        return http_target::create(std::move(options)).value();
    }

    exchange_id start(http_request request, std::shared_ptr<http_response>& into) {
        return client_->start(std::move(request), [&into](http_response response) {
            into = std::make_shared<http_response>(std::move(response));
        });
    }
    http_response run(http_request request) {
        std::shared_ptr<http_response> response;
        start(std::move(request), response);
        loop_->run_until([&response] { return response != nullptr; });
        return std::move(*response);
    }
    http_response get(const std::string& url, http_limits limits = {}) { return run({target(url), {}, false, limits}); }
    http_response post_streamed(const std::string& url, http_limits limits = {}) {
        return run({target(url), "{\"stream\":true}", true, limits});
    }

private:
    std::unique_ptr<event_loop> loop_;
    std::unique_ptr<http_client> client_;
};

}  // namespace sweeplab::test
