#include "engine/http/curl_transfer.h"

#include <algorithm>

#include "engine/foundation/text.h"
#include "engine/http/curl_words.h"

namespace sweeplab {
namespace {

// After "[DONE]" everything is said; a server that then keeps the connection open is not waited for longer.
constexpr duration patience_after_end = std::chrono::seconds(2);

bool is_kept(std::string_view name) {
    return name == "content-type" || name == "location" || name == "server" || name.starts_with("retry-after") ||
           name.starts_with("x-ratelimit-");
}

int version_number(long version) {
    switch (version) {
        case CURL_HTTP_VERSION_1_0: return 10;
        case CURL_HTTP_VERSION_1_1: return 11;
        case CURL_HTTP_VERSION_2_0: return 20;
        case CURL_HTTP_VERSION_3: return 30;
        default: return 0;
    }
}

std::optional<duration> microseconds(CURL* handle, CURLINFO which) {
    curl_off_t value = 0;
    if (::curl_easy_getinfo(handle, which, &value) != CURLE_OK || value <= 0) return std::nullopt;
    return std::chrono::microseconds(value);
}

}  // namespace

curl_transfer::curl_transfer(std::shared_ptr<const http_target> target, driver& around)
    : target_(std::move(target)), driver_(around), handle_(::curl_easy_init()) {
    set_options();
}

void curl_transfer::set_options() {
    CURL* const handle = handle_.get();
    ::curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
    ::curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, static_cast<long>(receive_window_bytes));
    ::curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
    ::curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    ::curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    ::curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error_text_.data());
    ::curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &on_header);
    ::curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
    ::curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &on_body);
    ::curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
    ::curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, &on_before_request);
    ::curl_easy_setopt(handle, CURLOPT_PREREQDATA, this);
    static_cast<const curl_target&>(*target_).apply_to(handle);
}

void curl_transfer::begin(exchange_id id, http_request request, http_client::end_handler done, instant due) {
    id_ = id;
    request_ = std::move(request);
    done_ = std::move(done);
    response_ = {};
    response_.times.due = due;
    watch_ = {};
    last_data_at_ = due;
    end_announced_at_.reset();
    times_sent_ = 0;
    over_bound_ = false;
    error_text_[0] = '\0';
    if (resent_by_us_) ::curl_easy_setopt(handle_.get(), CURLOPT_FRESH_CONNECT, 0L);
    resent_by_us_ = false;
    set_method();
    if (const auto first = next_limit()) driver_.limit_moved(first->when);
}

void curl_transfer::set_method() {
    CURL* const handle = handle_.get();
    const auto connect_ms = std::chrono::ceil<std::chrono::milliseconds>(request_.limits.connect).count();
    ::curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, connect_ms)));
    if (request_.body.empty()) {
        ::curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
        return;
    }
    ::curl_easy_setopt(handle, CURLOPT_POST, 1L);
    ::curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    ::curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request_.body.data());
}

std::size_t curl_transfer::on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
    static_cast<curl_transfer*>(self)->take_header({bytes, size * count});
    return size * count;
}

std::size_t curl_transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
    return static_cast<curl_transfer*>(self)->take_body({bytes, size * count}) ? size * count : 0;
}

int curl_transfer::on_before_request(void* self, char*, char*, int, int) {
    auto& transfer = *static_cast<curl_transfer*>(self);
    const auto now = std::chrono::steady_clock::now();
    auto& times = transfer.response_.times;
    if (!times.first_sent) times.first_sent = now;
    times.sent = now;
    ++transfer.times_sent_;
    if (const auto next = transfer.next_limit()) transfer.driver_.limit_moved(next->when);
    return CURL_PREREQFUNC_OK;
}

// No answer arrives before its request was sent.
receive_stamp curl_transfer::stamp_of_this_read() {
    return not_before(response_.times.sent.value_or(response_.times.due), driver_.stamp_of_this_read());
}

void curl_transfer::take_header(std::string_view line) {
    if (!response_.times.first_byte) response_.times.first_byte = stamp_of_this_read().arrived;
    if (line.starts_with("HTTP/")) {  // the final answer's head replaces that of an interim one
        response_.headers.clear();
        response_.delimited = line.starts_with("HTTP/2");
        return;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const auto name = to_lower(line.substr(0, colon));
    if (name == "content-length" || name == "transfer-encoding") response_.delimited = true;
    if (is_kept(name)) response_.headers.push_back({name, std::string(trim(line.substr(colon + 1)))});
}

bool curl_transfer::take_body(std::string_view bytes) {
    if (response_.body.size() + bytes.size() > request_.most_body_bytes) {
        over_bound_ = true;
        return false;
    }
    const auto stamp = stamp_of_this_read();
    const auto fresh = response_.body.size();
    // Everything that one read brought has one stamp, in however many chunks libcurl hands it over.
    if (response_.pieces.empty() || response_.pieces.back().stamp.arrived != stamp.arrived)
        response_.pieces.push_back({fresh, stamp});
    response_.body.append(bytes);
    if (request_.streamed) follow_stream(fresh, stamp.arrived);
    if (request_.on_bytes) hand_on(bytes, stamp);
    return true;
}

void curl_transfer::hand_on(std::string_view bytes, const receive_stamp& stamp) {
    request_.on_bytes(bytes, stamp, response_.times.sent.value_or(response_.times.due));
    response_.times.last_byte = stamp.arrived;
    if (!watch_.content_begun()) return;
    response_.body.clear();
    response_.pieces.clear();
}

void curl_transfer::follow_stream(std::size_t fresh, instant arrived) {
    const bool had_begun = watch_.content_begun();
    if (watch_.feed(response_.body, fresh)) last_data_at_ = arrived;
    const bool ends_now = watch_.announced_end() && !end_announced_at_;
    if (ends_now) end_announced_at_ = arrived;
    if (ends_now || had_begun != watch_.content_begun())
        if (const auto next = next_limit()) driver_.limit_moved(next->when);
}

bool curl_transfer::wants_resending(CURLcode code) {
    if (code != CURLE_GOT_NOTHING && code != CURLE_RECV_ERROR && code != CURLE_SEND_ERROR) return false;
    if (resent_by_us_ || response_.times.first_byte || times_sent_ == 0) return false;
    long fresh_connections = 1;
    ::curl_easy_getinfo(handle_.get(), CURLINFO_NUM_CONNECTS, &fresh_connections);
    if (fresh_connections != 0) return false;
    resent_by_us_ = true;
    ::curl_easy_setopt(handle_.get(), CURLOPT_FRESH_CONNECT, 1L);
    return true;
}

std::optional<curl_transfer::limit> curl_transfer::next_limit() const {
    std::optional<limit> nearest;
    const auto consider = [&nearest](instant from, std::optional<duration> length, http_end what) {
        if (length && (!nearest || later(from, *length) < nearest->when)) nearest = limit{later(from, *length), what};
    };
    const auto& times = response_.times;
    const auto& limits = request_.limits;
    consider(times.due, limits.whole, http_end::timed_out_whole);
    if (!times.sent) consider(times.due, limits.connect, http_end::timed_out_connect);
    else if (end_announced_at_) consider(*end_announced_at_, patience_after_end, http_end::complete);
    else if (request_.streamed && watch_.content_begun())
        consider(last_data_at_, limits.between_tokens, http_end::timed_out_between_tokens);
    else if (request_.streamed) consider(*times.sent, limits.first_token, http_end::timed_out_first_token);
    return nearest;
}

void curl_transfer::collect(http_response& response) {
    CURL* const handle = handle_.get();
    long number = 0;
    if (::curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &number) == CURLE_OK) response.status = static_cast<int>(number);
    if (response.status != 0 && ::curl_easy_getinfo(handle, CURLINFO_HTTP_VERSION, &number) == CURLE_OK)
        response.version = version_number(number);
    if (!response.pieces.empty()) response.times.last_byte = response.pieces.back().stamp.arrived;
    else if (!response.times.last_byte) response.times.last_byte = response.times.first_byte;
    response.resent = std::max(0, times_sent_ - 1);
    response.stream_ended = watch_.ended();
    if (::curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &number) == CURLE_OK && number > 0) {
        response.times.connect = microseconds(handle, CURLINFO_CONNECT_TIME_T);
        const auto secured = microseconds(handle, CURLINFO_APPCONNECT_TIME_T);
        if (secured && response.times.connect) response.times.tls = *secured - *response.times.connect;
    }
    response.times.ended = std::chrono::steady_clock::now();
    request_ = {};
}

http_response curl_transfer::finish(CURLcode code) {
    http_response response = std::move(response_);
    response.end = over_bound_ ? http_end::too_large : meaning_of(code, response.times.sent.has_value());
    if (response.end != http_end::complete) {
        response.message = error_text_[0] != '\0' ? error_text_.data() : ::curl_easy_strerror(code);
        response.advice = advice_for(code, response.message);
    }
    if (over_bound_) response.message = "the answer is larger than " + std::to_string(request_.most_body_bytes) + " bytes";
    collect(response);
    return response;
}

http_response curl_transfer::finish_early(http_end why, std::string message) {
    http_response response = std::move(response_);
    response.end = why;
    response.message = std::move(message);
    collect(response);
    return response;
}

}  // namespace sweeplab
