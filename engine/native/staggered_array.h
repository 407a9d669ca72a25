// Memory for large arrays that are gone through side by side. Large blocks all begin at the same place of a page, and
// processors take a store and a later load at equal places of two pages for the same address (4K aliasing), which costs
// some percent: so each array begins at another place. Not touched before its first use.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

namespace sweeplab::native {

class staggered_array {
public:
    staggered_array() = default;
    // `number`: 0, 1, 2 of the arrays that are used together.
    staggered_array(std::int64_t elements, int number) {
        constexpr std::size_t page = 4096, lines_apart = 21, line = 64;
        const auto begin = static_cast<std::size_t>(number) * lines_apart * line;
        const auto bytes = static_cast<std::size_t>(elements) * sizeof(double) + begin;
        block_.reset(std::aligned_alloc(page, (bytes + page - 1) / page * page));
        if (!block_) throw std::bad_alloc();
        values_ = reinterpret_cast<double*>(static_cast<char*>(block_.get()) + begin);
    }

    double* get() const { return values_; }
    double& operator[](std::int64_t place) const { return values_[place]; }
    explicit operator bool() const { return values_ != nullptr; }

private:
    struct release {
        void operator()(void* block) const { std::free(block); }
    };
    std::unique_ptr<void, release> block_;
    double* values_ = nullptr;
};

}  // namespace sweeplab::native
