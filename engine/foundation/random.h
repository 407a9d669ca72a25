// Random numbers that are the same on every platform and library for the same seed
// (the standard's distributions and std::shuffle are not).
#pragma once

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace sweeplab {

// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to shuffle, jitter and make data up.
class random_source {
public:
    explicit random_source(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    // In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    // In [0, bound); bound > 0. The bias is below bound / 2^64.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    // Standard normal (Box and Muller 1958).
    double normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(6.283185307179586 * uniform());
    }
    template <class T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
    }

private:
    std::uint64_t state_;
};

}  // namespace sweeplab
