#include "engine/store/telemetry_codec.h"

#include <limits>
#include <utility>

#include "engine/store/packed_bytes.h"

namespace sweeplab {
namespace {

// Each value as its difference to the same one in `before`: samples that follow each other differ little.
template <class Name>
void pack(byte_packer& bytes, const named_integers<Name>& values, const named_integers<Name>& before = {}) {
    bytes.natural(values.all().size());
    std::uint64_t last = 0;
    for (const auto& [which, value] : values.all()) {
        bytes.natural(static_cast<std::uint64_t>(which) - last);
        bytes.integer(wrapping_difference(value, before.get(which).value_or(0)));
        last = static_cast<std::uint64_t>(which);
    }
}

template <class Name>
named_integers<Name> unpack(byte_unpacker& bytes, const named_integers<Name>& before = {}) {
    const std::uint64_t count = bytes.natural();
    std::vector<std::pair<Name, std::int64_t>> values;
    if (count > bytes.left() / 2) {  // each takes two bytes at least
        bytes.damage();
        return {};
    }
    values.reserve(count);
    std::uint64_t number = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t step = bytes.natural();
        number += step;
        const bool ascending = i == 0 || step > 0;
        if (!ascending || step > number || number > std::numeric_limits<std::uint16_t>::max()) bytes.damage();
        const auto which = static_cast<Name>(number);
        values.emplace_back(which, wrapping_sum(bytes.integer(), before.get(which).value_or(0)));
    }
    return named_integers<Name>(std::move(values));
}

void pack_moment(byte_packer& bytes, const machine_conditions& conditions) {
    bytes.text(conditions.governor);
    bytes.text(conditions.frequency_driver);
    pack(bytes, conditions.values);
}

machine_conditions unpack_moment(byte_unpacker& bytes) {
    machine_conditions conditions;
    conditions.governor = bytes.text();
    conditions.frequency_driver = bytes.text();
    conditions.values = unpack<condition>(bytes);
    return conditions;
}

}  // namespace

std::string pack_samples(const std::vector<resource_sample>& samples) {
    byte_packer bytes;
    bytes.natural(samples.size());
    resource_sample before;
    for (const auto& sample : samples) {
        bytes.integer(wrapping_difference(sample.at_ns, before.at_ns));
        pack(bytes, sample.values, before.values);
        before = sample;
    }
    return bytes.bytes();
}

bool unpack_samples(std::string_view packed, std::vector<resource_sample>& samples) {
    byte_unpacker bytes(packed);
    const std::uint64_t count = bytes.natural();
    if (count > bytes.left() / 2) return false;  // each takes two bytes at least
    samples.reserve(samples.size() + count);
    resource_sample before;
    for (std::uint64_t i = 0; i < count && !bytes.damaged(); ++i) {
        resource_sample sample;
        sample.at_ns = wrapping_sum(before.at_ns, bytes.integer());
        sample.values = unpack(bytes, before.values);
        samples.push_back(sample);
        before = std::move(sample);
    }
    return bytes.read_whole();
}

std::string pack_resources(const resource_summary& resources) {
    byte_packer bytes;
    bytes.integer(resources.samples);
    pack(bytes, resources.peak);
    pack(bytes, resources.mean, resources.peak);
    return bytes.bytes();
}

bool unpack_resources(std::string_view packed, resource_summary& resources) {
    byte_unpacker bytes(packed);
    resources.samples = static_cast<int>(bytes.integer());
    resources.peak = unpack<resource>(bytes);
    resources.mean = unpack(bytes, resources.peak);
    return bytes.read_whole();
}

std::string pack_resource_values(const resource_values& values) {
    byte_packer bytes;
    pack(bytes, values);
    return bytes.bytes();
}

bool unpack_resource_values(std::string_view packed, resource_values& values) {
    byte_unpacker bytes(packed);
    values = unpack<resource>(bytes);
    return bytes.read_whole();
}

std::string pack_conditions(const trial_conditions& conditions) {
    byte_packer bytes;
    pack_moment(bytes, conditions.before);
    pack_moment(bytes, conditions.after);
    return bytes.bytes();
}

bool unpack_conditions(std::string_view packed, trial_conditions& conditions) {
    byte_unpacker bytes(packed);
    conditions.before = unpack_moment(bytes);
    conditions.after = unpack_moment(bytes);
    return bytes.read_whole();
}

}  // namespace sweeplab
