#include "engine/simulator/simulated_endpoint.h"

#include <pthread.h>

#include <thread>

#include <fmt/format.h>

#include "engine/simulator/completion_service.h"
#include "engine/simulator/descriptor_limit.h"
#include "engine/simulator/http_server.h"

namespace sweeplab {
namespace {

constexpr unsigned descriptors_for_streams = 8192;

// An address to connect to, for one that stands for every address of the machine.
std::string reachable_host(const std::string& bind) {
    if (bind == "0.0.0.0") return "127.0.0.1";
    if (bind == "::") return "[::1]";
    return bind.find(':') == std::string::npos ? bind : "[" + bind + "]";
}

class running_endpoint final : public simulated_endpoint {
public:
    running_endpoint(simulator_options options, std::unique_ptr<simulator::http_server> server)
        : bind_(options.bind),
          port_(server->port()),
          server_(std::move(server)),
          service_(
              std::move(options), time_, [this](instant when) { server_->wake_at(when); }, counts_),
          thread_([this] { serve(); }) {}

    ~running_endpoint() override {
        server_->stop();
        thread_.join();
    }

    std::uint16_t port() const override { return port_; }
    std::string base_url() const override { return fmt::format("http://{}:{}/v1", reachable_host(bind_), port_); }

    simulator_counts counts() const override {
        return {counts_.requests, counts_.answered,     counts_.refused_by_limit,
                counts_.faults,   counts_.open_streams, counts_.most_open_streams};
    }

private:
    void serve() {
#ifdef __linux__
        ::pthread_setname_np(::pthread_self(), "simulator");
#endif
        server_->run(service_);
    }

    std::string bind_;
    std::uint16_t port_;
    monotonic_clock time_;
    simulator::live_counts counts_;
    // The service holds connections, which end before the server they belong to.
    std::unique_ptr<simulator::http_server> server_;
    simulator::completion_service service_;
    std::thread thread_;
};

}  // namespace

result<std::unique_ptr<simulated_endpoint>> simulated_endpoint::start(simulator_options options) {
    simulator::allow_descriptors(descriptors_for_streams);
    auto server = simulator::http_server::listen(options.bind, options.port);
    if (!server) return tl::unexpected(server.error());
    return std::make_unique<running_endpoint>(std::move(options), std::move(*server));
}

}  // namespace sweeplab
