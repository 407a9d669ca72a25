#include "engine/calibration/fast_request.h"

#include <strings.h>
#include <charconv>

namespace sweeplab::calibration {
namespace {

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\ncontent-length:";
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
        const auto line = head.substr(at, name.size());
        if (line.size() < name.size() || ::strncasecmp(line.data(), name.data(), name.size()) != 0) continue;
        auto value = head.substr(at + name.size());
        while (value.starts_with(' ')) value.remove_prefix(1);
        return static_cast<std::size_t>(number_in(value));
    }
    return 0;
}

std::string_view path_of(std::string_view head) {
    const auto begin = head.find(' ') + 1;
    return head.substr(begin, head.find(' ', begin) - begin);
}

void read_part(fast_request& request, std::string_view part) {
    if (part == "stream") request.kind = answer_kind::stream;
    else if (part == "flood") request.kind = answer_kind::flood;
    else if (part == "models") request.kind = answer_kind::models;
    if (part.size() < 2 || part[1] < '0' || part[1] > '9') return;
    const auto number = number_in(part.substr(1));
    if (part[0] == 'i') request.interval_ns = number * 1000;
    else if (part[0] == 'n') request.chunks = number;
    else if (part[0] == 's') request.staggered = number != 0;
}

}  // namespace

std::optional<fast_request> first_request(std::string_view received) {
    const auto end = received.find("\r\n\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const auto head = received.substr(0, end + 2);
    fast_request request;
    request.bytes = end + 4 + content_length(head);
    if (received.size() < request.bytes) return std::nullopt;
    auto path = path_of(head);
    while (!path.empty()) {
        const auto slash = path.find('/');
        read_part(request, path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    }
    return request;
}

}  // namespace sweeplab::calibration
