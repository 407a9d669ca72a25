// One client's connection. It keeps itself alive while anything is under way.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "engine/simulator/http_exchange.h"

namespace sweeplab::simulator {

inline constexpr std::uint64_t largest_request_body = 16 * 1024 * 1024;

// Serves requests from `socket` one after the other until the client leaves. `next_id` numbers the
// exchanges of the whole server. Both references outlive the connection's io_context.
void serve_connection(boost::asio::ip::tcp::socket socket, http_handler& handler, exchange_id& next_id);

}  // namespace sweeplab::simulator
