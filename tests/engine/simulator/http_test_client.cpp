#include "tests/engine/simulator/http_test_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>

#include <nlohmann/json.hpp>

#include "engine/foundation/text.h"

namespace sweeplab::test {
namespace {

constexpr long generous_timeout_s = 120;

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* target) {
    static_cast<http_answer*>(target)->body.append(data, size * count);
    return size * count;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* target) {
    const std::string_view line(data, size * count);
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        static_cast<http_answer*>(target)->headers[to_lower(line.substr(0, colon))] =
            std::string(trim(line.substr(colon + 1)));
    }
    return size * count;
}

struct list_deleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using header_list = std::unique_ptr<curl_slist, list_deleter>;

header_list set_up(CURL* handle, const http_call& call, http_answer& answer) {
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, generous_timeout_s);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answer);
    if (!call.body.empty()) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.c_str());
    }
    if (!call.method.empty()) curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
    curl_slist* list = nullptr;
    for (const auto& header : call.headers) list = curl_slist_append(list, header.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
    return header_list(list);
}

void finish(CURL* handle, CURLcode code, http_answer& answer) {
    answer.code = code;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &answer.connections_made);
}

}  // namespace

std::string http_answer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "absent" : found->second;
}

std::vector<std::string> http_answer::events() const {
    std::vector<std::string> list;
    for (const auto line : split(body, '\n')) {
        if (line.starts_with("data: ")) list.emplace_back(line.substr(6));
    }
    return list;
}

std::string http_answer::streamed_text() const {
    std::string text;
    for (const auto& event : events()) {
        const auto value = nlohmann::json::parse(event, nullptr, false);
        if (!value.is_object() || value["choices"].empty()) continue;
        text += value["choices"][0]["delta"].value("content", "");
    }
    return text;
}

http_test_client::http_test_client() : handle_(curl_easy_init()) {}
http_test_client::~http_test_client() { curl_easy_cleanup(handle_); }

http_answer http_test_client::send(const http_call& call) {
    http_answer answer;
    const auto headers = set_up(handle_, call, answer);
    finish(handle_, curl_easy_perform(handle_), answer);
    return answer;
}

std::vector<http_answer> send_together(const std::vector<http_call>& calls) {
    std::vector<http_answer> answers(calls.size());
    std::vector<header_list> headers;
    CURLM* multi = curl_multi_init();
    for (std::size_t i = 0; i < calls.size(); ++i) {
        CURL* handle = curl_easy_init();
        headers.push_back(set_up(handle, calls[i], answers[i]));
        curl_easy_setopt(handle, CURLOPT_PRIVATE, &answers[i]);
        curl_multi_add_handle(multi, handle);
    }
    for (int running = 1; running > 0;) {
        curl_multi_perform(multi, &running);
        if (running > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
            CURL* handle = message->easy_handle;
            void* answer = nullptr;
            curl_easy_getinfo(handle, CURLINFO_PRIVATE, &answer);
            finish(handle, message->data.result, *static_cast<http_answer*>(answer));
            curl_multi_remove_handle(multi, handle);
            curl_easy_cleanup(handle);
        }
    }
    curl_multi_cleanup(multi);
    return answers;
}

plain_socket::plain_socket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fd_.reset();
}

void plain_socket::send(const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const auto count = ::send(fd_.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;
        sent += static_cast<std::size_t>(count);
    }
}

const std::string& plain_socket::receive_until(const std::string& text) {
    char buffer[4096];
    std::size_t searched = 0;
    while (received_.find(text, searched) == std::string::npos) {
        searched = received_.size() - std::min(received_.size(), text.size());
        const auto count = ::recv(fd_.get(), buffer, sizeof buffer, 0);
        if (count <= 0) break;
        received_.append(buffer, static_cast<std::size_t>(count));
    }
    return received_;
}

// No answer holds it, so this ends when the other side closes.
const std::string& plain_socket::receive_all() { return receive_until(std::string(1, '\0')); }

}  // namespace sweeplab::test
