#include "engine/store/soak_codec.h"

#include <bit>
#include <utility>

#include "engine/store/packed_bytes.h"
#include "engine/store/telemetry_codec.h"

namespace sweeplab {
namespace {

void pack_real(byte_packer& bytes, double value) { bytes.natural(std::bit_cast<std::uint64_t>(value)); }
double unpack_real(byte_unpacker& bytes) { return std::bit_cast<double>(bytes.natural()); }

void pack(byte_packer& bytes, const histogram& values) {
    bytes.natural(values.buckets().size());
    if (values.empty()) return;
    bytes.integer(*values.least());
    bytes.integer(*values.most());
    pack_real(bytes, values.sum());
    std::int32_t before = 0;
    for (const auto& [number, times] : values.buckets()) {
        bytes.natural(static_cast<std::uint64_t>(number - before));
        bytes.natural(static_cast<std::uint64_t>(times));
        before = number;
    }
}

void unpack(byte_unpacker& bytes, histogram& values) {
    const auto size = bytes.natural();
    if (size == 0) return;
    if (size > bytes.left() / 2) return bytes.damage();  // each takes two bytes at least
    const auto least = bytes.integer();
    const auto most = bytes.integer();
    const auto sum = unpack_real(bytes);
    std::vector<histogram::bucket> buckets;
    buckets.reserve(size);
    std::uint64_t number = 0;
    for (std::uint64_t i = 0; i < size && !bytes.damaged(); ++i) {
        number += bytes.natural();
        if (number > 1U << 20) return bytes.damage();
        buckets.emplace_back(static_cast<std::int32_t>(number), static_cast<std::int64_t>(bytes.natural()));
    }
    auto made = histogram::from_parts(std::move(buckets), least, most, sum);
    if (made) values = std::move(*made);
    else bytes.damage();
}

}  // namespace

std::string pack_soak_sample(const soak_sample& sample) {
    byte_packer bytes;
    for (const auto number : {sample.at_ns, sample.length_ns, sample.chunks, sample.requests, sample.failed})
        bytes.integer(number);
    pack(bytes, sample.gaps);
    pack(bytes, sample.jitter);
    pack(bytes, sample.first_content);
    bytes.text(pack_resource_values(sample.used));
    bytes.natural(sample.series.size());
    for (const auto& value : sample.series) {
        bytes.natural(value ? 1 : 0);
        if (value) pack_real(bytes, *value);
    }
    return bytes.bytes();
}

bool unpack_soak_sample(std::string_view packed, soak_sample& sample) {
    byte_unpacker bytes(packed);
    for (auto* number : {&sample.at_ns, &sample.length_ns, &sample.chunks, &sample.requests, &sample.failed})
        *number = bytes.integer();
    unpack(bytes, sample.gaps);
    unpack(bytes, sample.jitter);
    unpack(bytes, sample.first_content);
    if (!unpack_resource_values(bytes.text(), sample.used)) return false;
    const auto size = bytes.natural();
    if (size > bytes.left()) return false;
    for (std::uint64_t i = 0; i < size; ++i) {
        const bool known = bytes.natural() != 0;
        sample.series.push_back(known ? std::optional(unpack_real(bytes)) : std::nullopt);
    }
    return bytes.read_whole();
}

}  // namespace sweeplab
