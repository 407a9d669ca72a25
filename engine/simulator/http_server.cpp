#include "engine/simulator/http_server.h"

#include <optional>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "engine/simulator/http_connection.h"

namespace sweeplab::simulator {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr auto pause_without_descriptors = 50ms;

class asio_http_server final : public http_server {
public:
    result<void> open(const std::string& bind, std::uint16_t port) {
        error_code ec;
        const auto address = asio::ip::make_address(bind, ec);
        if (ec) {
            return fail(error_kind::bad_input, fmt::format("\"{}\" is not an IP address", bind), "bind",
                        "Give an address of this machine, such as 127.0.0.1");
        }
        const tcp::endpoint endpoint(address, port);
        acceptor_.open(endpoint.protocol(), ec);
        // Without it a port stays blocked for a minute after the last server on it ended.
        if (!ec) acceptor_.set_option(tcp::acceptor::reuse_address(true), ec);
        if (!ec) acceptor_.bind(endpoint, ec);
        if (!ec) acceptor_.listen(most_waiting, ec);
        if (ec) return cannot_listen(ec, bind, port);
        return {};
    }

    std::uint16_t port() const override {
        error_code ignored;
        return acceptor_.local_endpoint(ignored).port();
    }

    void run(http_handler& handler) override {
        handler_ = &handler;
        accept_next();
        io_.run();
    }

    void stop() override { io_.stop(); }

    void wake_at(instant when) override {
        if (armed_for_ && *armed_for_ == when) return;
        armed_for_ = when;
        wake_timer_.expires_at(std::chrono::time_point_cast<std::chrono::steady_clock::duration>(when));
        wake_timer_.async_wait([this](error_code ec) {
            if (ec) return;
            armed_for_.reset();
            handler_->on_wake();
        });
    }

private:
    static constexpr int most_waiting = 4096;

    static tl::unexpected<error> cannot_listen(error_code ec, const std::string& bind, std::uint16_t port) {
        const auto where = fmt::format("{}:{}", bind, port);
        if (ec == asio::error::address_in_use) {
            return fail(error_kind::busy, fmt::format("port {} is in use by another program", port), where,
                        "Choose another port, or 0 for any free one");
        }
        return fail(error_kind::io, "the simulated endpoint cannot listen: " + ec.message(), where);
    }

    void accept_next() {
        acceptor_.async_accept([this](error_code ec, tcp::socket socket) {
            if (!ec) {
                serve_connection(std::move(socket), *handler_, last_exchange_);
                return accept_next();
            }
            // Out of descriptors: those who wait are served when others have left.
            accept_timer_.expires_after(pause_without_descriptors);
            accept_timer_.async_wait([this](error_code stopped) {
                if (!stopped) accept_next();
            });
        });
    }

    http_handler* handler_ = nullptr;
    exchange_id last_exchange_ = 0;
    std::optional<instant> armed_for_;
    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_};
    asio::steady_timer wake_timer_{io_};
    asio::steady_timer accept_timer_{io_};
};

}  // namespace

result<std::unique_ptr<http_server>> http_server::listen(const std::string& bind, std::uint16_t port) {
    auto server = std::make_unique<asio_http_server>();
    if (auto opened = server->open(bind, port); !opened) return tl::unexpected(opened.error());
    return server;
}

}  // namespace sweeplab::simulator
