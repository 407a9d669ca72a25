#include "engine/simulator/http_connection.h"

#include <optional>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

namespace sweeplab::simulator {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr std::uint32_t largest_request_head = 64 * 1024;
// What is read and thrown away of a request that was refused before its end, so that the client gets to read why.
constexpr std::size_t most_bytes_drained = 256 * 1024 * 1024;
constexpr std::size_t bytes_drained_at_once = 64 * 1024;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string path_of(std::string_view target) {
    target = target.substr(0, target.find('?'));
    std::string path;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const bool escape =
            target[i] == '%' && i + 2 < target.size() && hex_digit(target[i + 1]) >= 0 && hex_digit(target[i + 2]) >= 0;
        if (!escape) {
            path += target[i];
            continue;
        }
        path += static_cast<char>(hex_digit(target[i + 1]) * 16 + hex_digit(target[i + 2]));
        i += 2;
    }
    return path;
}

class connection final : public reply_channel, public std::enable_shared_from_this<connection> {
public:
    connection(tcp::socket socket, http_handler& handler, exchange_id& next_id)
        : socket_(std::move(socket)), handler_(handler), next_id_(next_id) {
        error_code ignored;
        socket_.set_option(tcp::no_delay(true), ignored);
        socket_.non_blocking(true, ignored);
    }

    void read_head() {
        parser_.emplace();
        parser_->body_limit(largest_request_body);
        parser_->header_limit(largest_request_head);
        http::async_read_header(socket_, in_, *parser_, [self = shared_from_this()](error_code ec, std::size_t) {
            if (ec) return self->cannot_read(ec);
            self->read_body();
        });
    }

    void reply(const http_reply& whole) override {
        add_head(whole.status, whole.headers, whole.type, whole.body.size());
        out_ += whole.body;
        end_exchange(keep_alive_ ? after_sending::read_next : after_sending::drain);
        flush();
    }

    void begin_stream(const http_headers& headers) override {
        add_head(200, headers, "text/event-stream; charset=utf-8", std::nullopt);
    }

    void stream(std::string_view bytes, bool last) override {
        if (chunked_)
            fmt::format_to(std::back_inserter(out_), "{:x}\r\n{}\r\n{}", bytes.size(), bytes, last ? "0\r\n\r\n" : "");
        else out_ += bytes;
        if (last) end_exchange(keep_alive_ ? after_sending::read_next : after_sending::close);
        flush();
    }

    void reply_cut(const http_reply& whole, std::size_t body_bytes) override {
        add_head(whole.status, whole.headers, "application/json", whole.body.size());
        out_ += whole.body.substr(0, body_bytes);
        break_off();
    }

    void break_off() override {
        end_exchange(after_sending::close);
        flush();
    }

private:
    enum class after_sending { wait, read_next, drain, close };

    void read_body() {
        if (boost::beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
            out_ += "HTTP/1.1 100 Continue\r\n\r\n";
            flush();
        }
        http::async_read(socket_, in_, *parser_, [self = shared_from_this()](error_code ec, std::size_t) {
            if (ec) return self->cannot_read(ec);
            self->hand_over();
        });
    }

    void cannot_read(error_code ec) {
        keep_alive_ = false;
        http_1_0_ = false;
        if (ec == http::error::body_limit) return reply(handler_.refusal(413, "The request's body is larger than 16 MiB."));
        if (ec == http::error::header_limit)
            return reply(handler_.refusal(431, "The request's headers are larger than 64 KiB."));
        const bool not_http = ec.category() == http::make_error_code(http::error::bad_method).category();
        if (not_http && ec != http::error::end_of_stream && ec != http::error::partial_message) {
            return reply(handler_.refusal(400, "This is not a valid HTTP request: " + ec.message() + "."));
        }
        close();
    }

    void hand_over() {
        auto message = parser_->release();
        parser_.reset();
        keep_alive_ = message.keep_alive();
        http_1_0_ = message.version() < 11;
        exchange_ = ++next_id_;
        http_request request{std::string(message.method_string()),
                             path_of(std::string_view(message.target().data(), message.target().size())),
                             std::string(message[http::field::authorization]), std::move(message.body())};
        handler_.on_request(*exchange_, request, shared_from_this());
        if (exchange_) watch_for_leaving();
    }

    // Readable while it waits for its answer: the client has left, or sends its next request early.
    void watch_for_leaving() {
        socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this(), watched = *exchange_](error_code ec) {
            if (self->exchange_ != watched) return;
            error_code ignored;
            if (ec || self->socket_.available(ignored) == 0) self->client_gone();
        });
    }

    void client_gone() {
        if (!exchange_) return;
        const exchange_id gone = *exchange_;
        exchange_.reset();
        close();
        handler_.on_client_gone(gone);
    }

    void end_exchange(after_sending next) {
        exchange_.reset();
        next_ = next;
    }

    void add_head(int status, const http_headers& headers, std::string_view type, std::optional<std::size_t> length) {
        chunked_ = !length && !http_1_0_;
        if (!length && http_1_0_) keep_alive_ = false;
        const auto reason = http::obsolete_reason(static_cast<http::status>(status));
        fmt::format_to(std::back_inserter(out_), "HTTP/1.1 {} {}\r\nServer: sweeplab-simulator\r\nContent-Type: {}\r\n",
                       status, std::string_view(reason.data(), reason.size()), type);
        if (length) fmt::format_to(std::back_inserter(out_), "Content-Length: {}\r\n", *length);
        else out_ += "Cache-Control: no-cache\r\n";
        if (chunked_) out_ += "Transfer-Encoding: chunked\r\n";
        for (const auto& [name, value] : headers) fmt::format_to(std::back_inserter(out_), "{}: {}\r\n", name, value);
        out_ += keep_alive_ ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    }

    // Straight to the kernel when it takes all, which is nearly always; the rest is sent when it can.
    void flush() {
        if (sending_under_way_) return;
        error_code ec;
        if (!out_.empty()) {
            out_.erase(0, socket_.write_some(asio::buffer(out_), ec));
            if (ec && ec != asio::error::would_block) return fail_later();
        }
        if (out_.empty()) return all_sent();
        sending_under_way_ = true;
        sending_.swap(out_);
        asio::async_write(socket_, asio::buffer(sending_), [self = shared_from_this()](error_code failed, std::size_t) {
            self->sending_under_way_ = false;
            self->sending_.clear();
            if (failed) return self->fail_later();
            self->flush();
        });
    }

    void all_sent() {
        switch (std::exchange(next_, after_sending::wait)) {
            case after_sending::wait: return;
            case after_sending::read_next: return read_head();
            case after_sending::drain: return drain();
            case after_sending::close: return close();
        }
    }

    // The handler must not hear of it from inside its own call.
    void fail_later() {
        asio::post(socket_.get_executor(), [self = shared_from_this()] {
            if (self->exchange_) self->client_gone();
            else self->close();
        });
    }

    void drain() {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
        waste_.resize(bytes_drained_at_once);
        throw_away();
    }

    void throw_away() {
        socket_.async_read_some(asio::buffer(waste_), [self = shared_from_this()](error_code ec, std::size_t count) {
            self->drained_ += count;
            if (ec || self->drained_ > most_bytes_drained) return self->close();
            self->throw_away();
        });
    }

    void close() {
        error_code ignored;
        socket_.close(ignored);
    }

    tcp::socket socket_;
    http_handler& handler_;
    exchange_id& next_id_;
    boost::beast::flat_buffer in_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<exchange_id> exchange_;  // the one that waits for its answer
    bool keep_alive_ = true;
    bool http_1_0_ = false;
    bool chunked_ = false;
    std::string out_;
    std::string sending_;
    bool sending_under_way_ = false;
    after_sending next_ = after_sending::wait;
    std::vector<char> waste_;
    std::size_t drained_ = 0;
};

}  // namespace

void serve_connection(tcp::socket socket, http_handler& handler, exchange_id& next_id) {
    std::make_shared<connection>(std::move(socket), handler, next_id)->read_head();
}

}  // namespace sweeplab::simulator
