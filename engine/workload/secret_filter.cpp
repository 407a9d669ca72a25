#include "engine/workload/secret_filter.h"

#include <string_view>

namespace sweeplab {
namespace {
constexpr std::size_t shortest_key = 4;
constexpr std::string_view in_its_place = "[key]";
}  // namespace

secret_filter::secret_filter(std::string key) {
    if (key.size() >= shortest_key) key_ = std::move(key);
}

std::string secret_filter::clean(std::string text) const {
    if (key_.empty()) return text;
    for (auto at = text.find(key_); at != std::string::npos; at = text.find(key_, at + in_its_place.size()))
        text.replace(at, key_.size(), in_its_place);
    return text;
}

}  // namespace sweeplab
