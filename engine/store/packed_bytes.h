// Variable-length integers in a string of bytes: 7 bits a byte, the lowest first (LEB128); signed ones
// zigzag, so that small negative numbers stay short. What the store's BLOBs are made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sweeplab {

// Differences wrap around instead of overflowing, so that any pair of numbers survives.
constexpr std::int64_t wrapping_difference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
constexpr std::int64_t wrapping_sum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

class byte_packer {
public:
    void natural(std::uint64_t value) {
        while (value >= 0x80) {
            bytes_.push_back(static_cast<char>(value | 0x80));
            value >>= 7;
        }
        bytes_.push_back(static_cast<char>(value));
    }
    void integer(std::int64_t value) {
        natural((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void text(std::string_view value) {
        natural(value.size());
        bytes_.append(value);
    }
    const std::string& bytes() const { return bytes_; }
    void clear() { bytes_.clear(); }

private:
    std::string bytes_;
};

// Reading past the end or a number of more than 64 bits makes it damaged; from then on it reads zeros.
class byte_unpacker {
public:
    explicit byte_unpacker(std::string_view bytes) : next_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    std::uint64_t natural() {
        if (next_ != end_ && static_cast<unsigned char>(*next_) < 0x80) return static_cast<unsigned char>(*next_++);
        return long_natural();
    }
    std::int64_t integer() {
        const std::uint64_t value = natural();
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }
    std::string_view text() {
        const std::uint64_t size = natural();
        if (size > left()) {
            damage();
            return {};
        }
        const std::string_view value(next_, size);
        next_ += size;
        return value;
    }
    std::size_t left() const { return static_cast<std::size_t>(end_ - next_); }
    bool damaged() const { return damaged_; }
    bool read_whole() const { return !damaged_ && next_ == end_; }
    void damage() {
        damaged_ = true;
        next_ = end_;
    }

private:
    std::uint64_t long_natural() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64 && next_ != end_; shift += 7) {
            const auto byte = static_cast<unsigned char>(*next_++);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        damage();
        return 0;
    }

    const char* next_;
    const char* end_;
    bool damaged_ = false;
};

}  // namespace sweeplab
