// Square roots and remainders: nothing but the processor's arithmetic.

#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "engine/native/chunk_queue.h"
#include "engine/native/kernel_registry.h"

namespace sweeplab::native {
namespace {

constexpr std::int64_t chunk = 1 << 16;

// Sums over chunks of 1 to `count`; each chunk's sum has its own place, so that the total is the same for any number
// of threads.
template <class Sum>
class chunked_sum : public kernel {
public:
    explicit chunked_sum(std::int64_t count) : count_(count), queue_((count + chunk - 1) / chunk) {}

    kernel_needs needs(int) const override { return {queue_.size() * static_cast<std::int64_t>(sizeof(Sum)), 0, 0}; }

    result<void> prepare(const kernel_place&, const stop_signal&) override {
        sums_.assign(static_cast<std::size_t>(queue_.size()), Sum{});
        return {};
    }

    result<void> work(int, const stop_signal& stop) override {
        while (const auto next = queue_.take(stop)) {
            const auto first = *next * chunk + 1;
            sums_[static_cast<std::size_t>(*next)] = sum(first, std::min(count_, first + chunk - 1));
        }
        return {};
    }

protected:
    virtual Sum sum(std::int64_t first, std::int64_t last) const = 0;

    Sum total() const {
        Sum all{};
        for (const auto& part : sums_) all += part;
        return all;
    }
    std::int64_t count() const { return count_; }

private:
    std::int64_t count_;
    chunk_queue queue_;
    std::vector<Sum> sums_;
};

class square_roots final : public chunked_sum<double> {
public:
    explicit square_roots(const settings& values) : chunked_sum(values.at("operations")) {}

    result<kernel_findings> verify(const stop_signal&) override {
        const double sum = total();
        const auto known = static_cast<double>(known_sum());
        constexpr double tolerance = 1e-10;  // of rounding
        if (!(std::abs(sum - known) <= tolerance * known))
            return fail(error_kind::internal,
                        fmt::format("the sum of the square roots is wrong: {:.17g} instead of {:.17g}", sum, known),
                        "kernel sqrt");
        kernel_findings found;
        found.work_done = count();
        std::uint64_t bits = 0;
        std::memcpy(&bits, &sum, sizeof bits);
        found.result_digest = bits;
        found.verified = fmt::format("the sum of the square roots of 1 to {} agrees with Euler and Maclaurin's formula",
                                     grouped(count()));
        found.remarks = {"One operation: the square root of a double, added to a sum."};
        return found;
    }

protected:
    double sum(std::int64_t first, std::int64_t last) const override {
        double all = 0;
        for (std::int64_t i = first; i <= last; ++i) all += std::sqrt(static_cast<double>(i));
        return all;
    }

private:
    // By Euler and Maclaurin's formula, whose constant is zeta(-1/2); what it leaves out is far below the tolerance
    // from a thousand on.
    long double known_sum() const {
        constexpr std::int64_t few = 1000;
        const auto n = static_cast<long double>(count());
        const long double root = std::sqrt(n);
        if (count() > few)
            return n * root * 2 / 3 + root / 2 - 0.20788622497735456602L + 1 / (24 * root) - 1 / (1920 * n * n * root);
        long double all = 0;
        for (std::int64_t i = count(); i > 0; --i) all += std::sqrt(static_cast<long double>(i));
        return all;
    }
};

class remainders final : public chunked_sum<std::uint64_t> {
public:
    explicit remainders(const settings& values)
        : chunked_sum(values.at("operations")), divisor_(static_cast<std::uint64_t>(values.at("divisor"))) {}

    result<kernel_findings> verify(const stop_signal&) override {
        const auto n = static_cast<std::uint64_t>(count());
        const auto rest = n % divisor_;
        const auto known = n / divisor_ * (divisor_ * (divisor_ - 1) / 2) + rest * (rest + 1) / 2;
        if (total() != known)
            return fail(error_kind::internal,
                        fmt::format("the sum of the remainders is wrong: {} instead of {}", total(), known),
                        "kernel modulo");
        kernel_findings found;
        found.work_done = count();
        found.result_digest = known;
        found.verified = fmt::format("the sum of 1 to {} modulo {} is exactly {}", grouped(count()),
                                     grouped(static_cast<std::int64_t>(divisor_)), known);
        found.remarks = {"One operation: a 64-bit remainder by a divisor that the compiler does not know, added to a sum."};
        return found;
    }

protected:
    std::uint64_t sum(std::int64_t first, std::int64_t last) const override {
        std::uint64_t all = 0;
        for (auto i = static_cast<std::uint64_t>(first); i <= static_cast<std::uint64_t>(last); ++i) all += i % divisor_;
        return all;
    }

private:
    std::uint64_t divisor_;
};

template <class Kernel>
std::unique_ptr<kernel> make(const settings& values) {
    return std::make_unique<Kernel>(values);
}

}  // namespace

std::vector<kernel_entry> arithmetic_kernels() {
    constexpr std::int64_t usual = 100'000'000, most = 100'000'000'000;
    const parameter operations{"operations", usual, 1, most, "how many, over all threads"};
    return {
        {"sqrt", "arithmetic", work_unit::operations, "Square roots of whole numbers", {operations}, &make<square_roots>},
        {"modulo",
         "arithmetic",
         work_unit::operations,
         "Remainders of 64-bit whole numbers",
         {operations, {"divisor", 1'000'003, 1, 1'000'000'000, "what is divided by"}},
         &make<remainders>},
    };
}

}  // namespace sweeplab::native
