#include "engine/calibration/calibrate.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <thread>

#include <fmt/format.h>

#include "engine/calibration/fast_server.h"
#include "engine/calibration/lone_trial.h"
#include "engine/calibration/measures.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab {
namespace {

using namespace calibration;

constexpr double most_gap_error_us = 1000;
constexpr int processes_to_start = 400;

// A fast_server on its own thread for as long as this lives.
class server_thread {
public:
    static result<std::unique_ptr<server_thread>> start() {
        auto server = fast_server::listen();
        if (!server) return tl::unexpected(server.error());
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) return fail(error_kind::io, "no pipe could be opened");
        return std::unique_ptr<server_thread>(new server_thread(std::move(*server), unique_fd(ends[0]), unique_fd(ends[1])));
    }
    ~server_thread() {
        stop_.reset();  // the other end reads its end
        thread_.join();
    }
    std::string url(const std::string& path) const { return fmt::format("http://127.0.0.1:{}/{}", server_->port(), path); }

private:
    server_thread(std::unique_ptr<fast_server> server, unique_fd stopped, unique_fd stop)
        : server_(std::move(server)), stopped_(std::move(stopped)), stop_(std::move(stop)) {
        thread_ = std::thread([this] { server_->serve(stopped_.get()); });
    }

    std::unique_ptr<fast_server> server_;
    unique_fd stopped_;
    unique_fd stop_;
    std::thread thread_;
};

// The most streams that keep their time stamps, of those tried.
result<void> measure_streams_into(generator_limits& limits, const server_thread& server,
                                  const std::function<bool(const std::string&)>& progress) {
    for (const int streams : {16, 64, 256, 1000}) {
        if (!progress(fmt::format("{} streams at once", streams))) return fail(error_kind::cancelled, "stopped");
        const auto figures = measure_streams(server.url("stream/i20000/n50/s1"), streams);
        if (!figures) return limits.streams ? result<void>{} : tl::unexpected(figures.error());
        if (figures->gap_p99_us > most_gap_error_us) return {};
        limits.streams = streams;
        limits.stamp_error_p99_us = std::max(0.0, figures->p99_us);
    }
    return {};
}

}  // namespace

result<generator_limits> calibrate_generator(const std::function<bool(const std::string&)>& progress) {
    allow_many_descriptors();
    const auto server = server_thread::start();
    if (!server) return tl::unexpected(server.error());
    generator_limits limits;
    limits.measured_at = wall_clock_now();

    const auto stopped = [] { return fail(error_kind::cancelled, "stopped"); };
    if (!progress("requests a second")) return stopped();
    const auto requests = requests_per_s((*server)->url("json"), 64, 0.6);
    if (!requests) return tl::unexpected(requests.error());
    limits.requests_per_s = *requests;

    if (!progress("chunks a second")) return stopped();
    const auto chunks = flood_chunks_per_s((*server)->url("flood"), 8, 50'000);
    if (!chunks) return tl::unexpected(chunks.error());
    limits.chunks_per_s = *chunks;

    if (const auto done = measure_streams_into(limits, **server, progress); !done) return tl::unexpected(done.error());

    if (!progress("process starts a second")) return stopped();
    const int at_once = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const auto starts = process_starts_per_s(at_once, processes_to_start);
    if (!starts) return tl::unexpected(starts.error());
    limits.process_starts_per_s = *starts;
    return limits;
}

}  // namespace sweeplab
