#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>

#include "tests/support/http_test_bench.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool run_quietly(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

// OpenSSL's own little server with a certificate that it signed itself; ends after `connections`, or a minute.
class tls_server {
public:
    tls_server(const temporary_folder& folder, int connections) {
        const std::string start =
            "cd " + folder.path().string() +
            " && exec timeout 60 openssl s_server -HTTP -accept 127.0.0.1:0 -cert cert.pem -key key.pem -naccept " +
            std::to_string(connections) + " 2>&1 </dev/null";
        output_ = ::popen(start.c_str(), "r");
        char line[256];
        while (output_ != nullptr && port_ == 0 && std::fgets(line, sizeof line, output_) != nullptr)
            std::sscanf(line, "ACCEPT 127.0.0.1:%d", &port_);
    }
    ~tls_server() {
        if (output_ == nullptr) return;
        char line[256];
        while (std::fgets(line, sizeof line, output_) != nullptr) {
        }
        ::pclose(output_);
    }
    tls_server(const tls_server&) = delete;
    tls_server& operator=(const tls_server&) = delete;
    std::string url(const std::string& host) const { return "https://" + host + ":" + std::to_string(port_) + "/models"; }
    bool listens() const { return port_ != 0; }

private:
    std::FILE* output_ = nullptr;
    int port_ = 0;
};

}  // namespace

TEST_CASE("certificates are verified: authority and name") {
    const temporary_folder folder;
    const auto cert = (folder / "cert.pem").string();
    if (!run_quietly(
            "cd " + folder.path().string() +
            " && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem -subj /CN=sweeplab-test "
            "-addext subjectAltName=IP:127.0.0.1")) {
        MESSAGE("skipped: there is no openssl command");
        return;
    }
    folder.write("models",
                 "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    tls_server server(folder, 3);
    REQUIRE(server.listens());
    http_test_bench bench;

    const auto unknown_authority = bench.get(server.url("127.0.0.1"));
    CHECK(unknown_authority.end == http_end::connect_failed);
    CHECK(unknown_authority.message.find("certificate") != std::string::npos);
    CHECK(unknown_authority.advice.find("SSL_CERT_FILE") != std::string::npos);
    CHECK_FALSE(unknown_authority.times.sent);

    ::setenv("SSL_CERT_FILE", cert.c_str(), 1);
    const auto trusted = bench.get(server.url("127.0.0.1"));
    const auto wrong_name = bench.get(server.url("localhost"));
    ::unsetenv("SSL_CERT_FILE");

    CHECK(trusted.end == http_end::complete);
    CHECK(trusted.status == 200);
    CHECK(trusted.body == "{}");
    REQUIRE(trusted.times.tls);
    CHECK(*trusted.times.tls > duration::zero());
    CHECK(trusted.times.connect);
    CHECK(wrong_name.end == http_end::connect_failed);
}
