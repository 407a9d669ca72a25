#include "engine/host/nvml_library.h"
#include "engine/telemetry/counter_growth.h"
#include "engine/telemetry/gpu_values.h"
#include "engine/telemetry/resource_sampler.h"

namespace sweeplab {
namespace {

class portable_resource_sampler final : public resource_sampler {
public:
    explicit portable_resource_sampler(const sampler_sources& sources) : own_(sources.own), gpus_(open_gpus(sources.gpus)) {}

    resource_values read(instant now) override {
        resource_values values;
        const auto times = own_();
        const duration elapsed = now - last_at_;
        if (last_ && elapsed > duration::zero()) {
            values.set(resource::own_cpu, in_thousandths(times.self_ns - last_->self_ns, elapsed));
            values.set(resource::ended_children_cpu,
                       in_thousandths(times.ended_children_ns - last_->ended_children_ns, elapsed));
        }
        if (times.peak_memory_bytes > 0) values.set(resource::own_memory_peak, times.peak_memory_bytes);
        add_gpu_values(gpus_.get(), values);
        last_ = times;
        last_at_ = now;
        return values;
    }

    void forget() override { last_.reset(); }

private:
    own_times_reader own_;
    std::unique_ptr<nvml_library> gpus_;
    std::optional<own_times> last_;
    instant last_at_{};
};

}  // namespace

sampler_sources this_machine() { return {{}, nvml_library_name, read_own_times}; }

std::unique_ptr<resource_sampler> make_portable_resource_sampler(const sampler_sources& sources) {
    return std::make_unique<portable_resource_sampler>(sources);
}

#ifndef __linux__
std::unique_ptr<resource_sampler> make_resource_sampler(const sampler_sources& sources) {
    return make_portable_resource_sampler(sources);
}
#endif

}  // namespace sweeplab
