// A client that knows nothing of the server under test: libcurl for whole requests, a plain socket for
// what libcurl would not do.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <curl/curl.h>

#include "engine/foundation/unique_fd.h"

namespace sweeplab::test {

struct http_answer {
    CURLcode code = CURLE_OK;
    long status = 0;
    std::map<std::string, std::string> headers;  // lower-case names
    std::string body;
    long connections_made = 0;

    std::string header(const std::string& name) const;
    // The data of each server-sent event.
    std::vector<std::string> events() const;
    // Content of all events of a chat put together; events that are no JSON are left out.
    std::string streamed_text() const;
};

struct http_call {
    std::string url;
    std::string body;  // empty: GET
    std::vector<std::string> headers;
    std::string method;  // empty: GET or POST
};

// With one handle, so that connections are reused.
class http_test_client {
public:
    http_test_client();
    ~http_test_client();
    http_test_client(const http_test_client&) = delete;
    http_test_client& operator=(const http_test_client&) = delete;

    http_answer send(const http_call& call);
    http_answer get(const std::string& url) { return send({url, {}, {}, {}}); }
    http_answer post(const std::string& url, const std::string& body) { return send({url, body, {}, {}}); }

private:
    CURL* handle_;
};

// All at once, each on a connection of its own.
std::vector<http_answer> send_together(const std::vector<http_call>& calls);

class plain_socket {
public:
    explicit plain_socket(std::uint16_t port);
    void send(const std::string& bytes);
    // Until `text` was received or the other side closed; everything so far.
    const std::string& receive_until(const std::string& text);
    const std::string& receive_all();
    void close() { fd_.reset(); }

private:
    unique_fd fd_;
    std::string received_;
};

}  // namespace sweeplab::test
