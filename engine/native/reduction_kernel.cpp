// A sum over a large array, in chunks that threads take in turn.

#include <fmt/format.h>

#include "engine/native/chunk_queue.h"
#include "engine/native/kernel_registry.h"

namespace sweeplab::native {
namespace {

constexpr std::int64_t period = 1000;  // of the values 0, 1, 2, …: every partial sum is a whole number, hence exact

// Several sums side by side, so that memory and not the addition's latency is what it waits for.
double sum_of(const double* values, std::int64_t count) {
    constexpr std::int64_t lanes = 8;
    double sums[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (std::int64_t lane = 0; lane < lanes; ++lane) sums[lane] += values[i + lane];
    double all = 0;
    for (; i < count; ++i) all += values[i];
    for (const double sum : sums) all += sum;
    return all;
}

class chunked_reduction final : public kernel {
public:
    explicit chunked_reduction(const settings& values)
        : elements_(values.at("elements")),
          chunk_(std::min(values.at("chunk"), elements_)),
          passes_(values.at("passes")),
          chunks_((elements_ + chunk_ - 1) / chunk_),
          queue_(chunks_ * passes_) {}

    kernel_needs needs(int) const override { return {elements_ * std::int64_t{sizeof(double)}, 0, 0}; }

    result<void> prepare(const kernel_place& place, const stop_signal&) override {
        threads_ = place.threads;
        values_.reset(new double[static_cast<std::size_t>(elements_)]);  // touched by the threads
        sums_.assign(static_cast<std::size_t>(threads_), 0);
        return {};
    }

    result<void> prepare_thread(int thread, const stop_signal& stop) override {
        const auto own = part_of(elements_, threads_, thread);
        for (auto i = own.begin; i < own.end; ++i) {
            if ((i & 0xfffff) == 0 && stop.asked()) break;
            values_[static_cast<std::size_t>(i)] = static_cast<double>(i % period);
        }
        return {};
    }

    result<void> work(int thread, const stop_signal& stop) override {
        double sum = 0;
        while (const auto next = queue_.take(stop)) {
            const auto first = *next % chunks_ * chunk_;
            sum += sum_of(values_.get() + first, std::min(chunk_, elements_ - first));
        }
        sums_[static_cast<std::size_t>(thread)] = sum;
        return {};
    }

    result<kernel_findings> verify(const stop_signal&) override {
        double sum = 0;
        for (const double part : sums_) sum += part;
        const auto rest = elements_ % period;
        const auto of_pass = elements_ / period * (period * (period - 1) / 2) + rest * (rest - 1) / 2;
        const auto known = static_cast<double>(of_pass) * static_cast<double>(passes_);
        if (sum != known)
            return fail(error_kind::internal, fmt::format("the sum is wrong: {:.17g} instead of {:.17g}", sum, known),
                        "kernel reduction");
        kernel_findings found;
        found.work_done = elements_ * passes_;
        found.memory_moved_bytes = found.work_done * std::int64_t{sizeof(double)};
        found.result_digest = static_cast<std::uint64_t>(of_pass);
        found.verified = fmt::format("the sum of {} elements is exactly {}, in each of {} passes", grouped(elements_),
                                     grouped(of_pass), passes_);
        found.remarks = {fmt::format("Chunks of {} elements, taken in turn.", grouped(chunk_))};
        return found;
    }

private:
    std::int64_t elements_, chunk_, passes_, chunks_;
    chunk_queue queue_;
    int threads_ = 1;
    std::unique_ptr<double[]> values_;
    std::vector<double> sums_;  // by thread
};

// Whole numbers are exact in a double up to 2^53.
std::string too_much(const settings& values) {
    constexpr double most = 1e13;
    if (static_cast<double>(values.at("elements")) * static_cast<double>(values.at("passes")) <= most) return {};
    return "elements times passes must be 10^13 at most, for the sum to be exact";
}

std::unique_ptr<kernel> make(const settings& values) { return std::make_unique<chunked_reduction>(values); }

}  // namespace

std::vector<kernel_entry> reduction_kernels() {
    return {{"reduction",
             "reduction",
             work_unit::elements,
             "The sum of a large array, in chunks",
             {{"elements", 10'000'000, 1, 100'000'000'000, "doubles in the array"},
              {"chunk", 65'536, 1, 1'000'000'000, "elements that a thread takes at a time"},
              {"passes", 40, 1, 10'000, "times that the whole array is summed"}},
             &make,
             &too_much}};
}

}  // namespace sweeplab::native
