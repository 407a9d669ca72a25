#include <unistd.h>

#include <cstdlib>

#include "engine/telemetry/condition_probe.h"

namespace sweeplab {
namespace {

class portable_condition_probe final : public condition_probe {
public:
    explicit portable_condition_probe(const probe_sources& sources) : own_(sources.own) {}

    machine_conditions read() override {
        machine_conditions found;
        auto& values = found.values;
        values.set(condition::read_at_ns, to_ns(monotonic_clock().now()));
        if (const long online = ::sysconf(_SC_NPROCESSORS_ONLN); online > 0) values.set(condition::processors, online);
        double load = 0;
        if (::getloadavg(&load, 1) == 1) values.set(condition::load_milli, static_cast<std::int64_t>(load * 1000 + 0.5));
        const auto times = own_();
        values.set(condition::own_busy_ms, (times.self_ns + times.ended_children_ns) / 1'000'000);
        return found;
    }

private:
    own_times_reader own_;
};

}  // namespace

std::unique_ptr<condition_probe> make_portable_condition_probe(const probe_sources& sources) {
    return std::make_unique<portable_condition_probe>(sources);
}

#ifndef __linux__
std::unique_ptr<condition_probe> make_condition_probe(const probe_sources& sources) {
    return make_portable_condition_probe(sources);
}
#endif

}  // namespace sweeplab
