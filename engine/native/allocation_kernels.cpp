// Large arrays taken, written and given back; and small objects with others inside made and thrown away.

#include <array>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "engine/foundation/random.h"
#include "engine/native/chunk_queue.h"
#include "engine/native/kernel_registry.h"

namespace sweeplab::native {
namespace {

class large_arrays final : public kernel {
public:
    explicit large_arrays(const settings& values) : elements_(values.at("elements")), queue_(values.at("arrays")) {}

    kernel_needs needs(int threads) const override {
        const auto at_once = std::min<std::int64_t>(threads, queue_.size());
        return {at_once * elements_ * std::int64_t{sizeof(double)}, 0, 0};
    }

    result<void> prepare(const kernel_place& place, const stop_signal&) override {
        sums_.assign(static_cast<std::size_t>(place.threads), 0);
        return {};
    }

    result<void> work(int thread, const stop_signal& stop) override {
        double sum = 0;
        while (const auto next = queue_.take(stop)) {
            const std::unique_ptr<double[]> array(new double[static_cast<std::size_t>(elements_)]);
            constexpr std::int64_t piece = 1 << 20;
            for (std::int64_t i = 0; i < elements_ && !stop.asked(); i += piece)
                std::iota(array.get() + i, array.get() + std::min(elements_, i + piece), static_cast<double>(*next + i));
            // From both ends and the middle, so that the whole has to have been written.
            sum +=
                array[0] + array[static_cast<std::size_t>(elements_ / 2)] + array[static_cast<std::size_t>(elements_ - 1)];
        }
        sums_[static_cast<std::size_t>(thread)] = sum;
        return {};
    }

    result<kernel_findings> verify(const stop_signal& stop) override {
        const auto arrays = queue_.size();
        const auto known = static_cast<double>(arrays * (elements_ / 2 + elements_ - 1) + 3 * (arrays * (arrays - 1) / 2));
        const double sum = std::accumulate(sums_.begin(), sums_.end(), 0.0);
        if (sum != known && !stop.asked())
            return fail(error_kind::internal, fmt::format("the arrays hold {:.17g} instead of {:.17g}", sum, known),
                        "kernel allocate_arrays");
        kernel_findings found;
        found.work_done = arrays * elements_;
        found.memory_moved_bytes = found.work_done * std::int64_t{sizeof(double)};
        found.result_digest = static_cast<std::uint64_t>(known);
        found.verified = fmt::format("what {} arrays held at both ends and in the middle adds up to {}", grouped(arrays),
                                     grouped(static_cast<std::int64_t>(known)));
        found.remarks = {fmt::format("Each array of {} is asked for, written from end to end and given back.",
                                     bytes_in_words(static_cast<double>(elements_) * sizeof(double)))};
        return found;
    }

private:
    std::int64_t elements_;
    chunk_queue queue_;
    std::vector<double> sums_;
};

// An object that holds others, as documents and parsed answers do: two parts on the heap, each with a text too long to
// lie inside it and a list of numbers.
struct part {
    std::string text;
    std::vector<std::int64_t> numbers;
};
struct nested_object {
    nested_object(std::int64_t number_of_it, std::int64_t& living) : number(number_of_it), count(living) {
        for (auto& each : parts) {
            each = std::make_unique<part>();
            each->text = fmt::format("part of the nested object {:>16}", number);
            each->numbers.assign(6, number);
        }
        ++count;
    }
    ~nested_object() { --count; }
    nested_object(const nested_object&) = delete;
    nested_object& operator=(const nested_object&) = delete;

    std::int64_t number;
    std::int64_t& count;
    std::array<std::unique_ptr<part>, 2> parts;
};
constexpr std::int64_t allocations_of_object = 1 + 2 * 3;

class object_churn final : public kernel {
public:
    explicit object_churn(const settings& values) : objects_(values.at("objects")), alive_(values.at("alive")) {}

    kernel_needs needs(int threads) const override {
        constexpr std::int64_t bytes_of_object = 512;
        return {std::min(objects_, alive_ * threads) * bytes_of_object, 0, 0};
    }

    result<void> prepare(const kernel_place& place, const stop_signal&) override {
        threads_ = place.threads;
        tallies_.assign(static_cast<std::size_t>(threads_), {});
        return {};
    }

    result<void> work(int thread, const stop_signal& stop) override {
        const auto own = part_of(objects_, threads_, thread);
        auto& kept = tallies_[static_cast<std::size_t>(thread)];
        tally counts;
        {
            std::vector<std::unique_ptr<nested_object>> alive(static_cast<std::size_t>(alive_));
            random_source random(static_cast<std::uint64_t>(thread) + 1);
            for (auto i = own.begin; i < own.end; ++i) {
                if ((i & 0x3ff) == 0 && stop.asked()) break;
                auto& place = alive[random.below(alive.size())];
                if (place) counts.add_ended(*place);
                place = std::make_unique<nested_object>(i, counts.living);
                ++counts.made;
            }
            for (auto& place : alive)
                if (place) counts.add_ended(*place);
        }
        kept = counts;
        return {};
    }

    result<kernel_findings> verify(const stop_signal& stop) override {
        tally all;
        for (const auto& each : tallies_) {
            all.made += each.made;
            all.living += each.living;
            all.sum += each.sum;
        }
        const auto known = objects_ * (objects_ - 1) / 2;
        if ((all.made != objects_ || all.living != 0 || all.sum != known) && !stop.asked())
            return fail(
                error_kind::internal,
                fmt::format("of {} objects {} were made and {} are left, and their numbers add up to {} instead of {}",
                            objects_, all.made, all.living, all.sum, known),
                "kernel object_churn");
        kernel_findings found;
        found.work_done = objects_;
        found.result_digest = static_cast<std::uint64_t>(known);
        found.verified = fmt::format("{} objects were made, none is left, and the numbers within them add up to {}",
                                     grouped(objects_), grouped(known));
        found.remarks = {
            fmt::format("Each object takes {} allocations; {} live at once on each thread, ended in random order.",
                        allocations_of_object, grouped(alive_))};
        return found;
    }

private:
    struct tally {
        std::int64_t made = 0;
        std::int64_t living = 0;
        std::int64_t sum = 0;  // of the numbers of those that ended, read from deep inside

        void add_ended(const nested_object& ended) { sum += ended.parts[1]->numbers.back(); }
    };

    std::int64_t objects_, alive_;
    int threads_ = 1;
    std::vector<tally> tallies_;
};

// Whole numbers are exact in a double up to 2^53.
std::string too_much(const settings& values) {
    constexpr double most = 1e15;
    if (static_cast<double>(values.at("elements")) * static_cast<double>(values.at("arrays")) <= most) return {};
    return "elements times arrays must be 10^15 at most, for their check to be exact";
}

template <class Kernel>
std::unique_ptr<kernel> make(const settings& values) {
    return std::make_unique<Kernel>(values);
}

}  // namespace

std::vector<kernel_entry> allocation_kernels() {
    return {{"allocate_arrays",
             "allocation",
             work_unit::elements,
             "Large arrays asked for, written and given back",
             {{"elements", 10'000'000, 1, 100'000'000'000, "doubles in each array"},
              {"arrays", 10, 1, 100'000, "how many, over all threads"}},
             &make<large_arrays>,
             &too_much},
            {"object_churn",
             "allocation",
             work_unit::objects,
             "Small objects with others inside, made and thrown away",
             {{"objects", 1'000'000, 1, 1'000'000'000, "how many, over all threads"},
              {"alive", 10'000, 1, 10'000'000, "that each thread keeps at once"}},
             &make<object_churn>}};
}

}  // namespace sweeplab::native
