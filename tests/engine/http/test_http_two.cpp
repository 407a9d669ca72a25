#include <doctest/doctest.h>

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "tests/support/http_test_bench.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temporary_folder.h"

extern char** environ;

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

int a_free_port() {
    const scripted_server taken_for_a_moment([](scripted_connection&) {});
    return taken_for_a_moment.port();
}

// nghttp2's file server, if it and the openssl command are installed, with a certificate of its own.
class http_two_server {
public:
    explicit http_two_server(const temporary_folder& folder) : port_(std::to_string(a_free_port())) {
        const std::string root = folder.path().string();
        const std::string certify = "cd " + root +
                                    " && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem "
                                    "-subj /CN=sweeplab-test -addext subjectAltName=IP:127.0.0.1 >/dev/null 2>&1";
        if (std::system(certify.c_str()) != 0) return;
        const std::string key = root + "/key.pem";
        const std::string cert = root + "/cert.pem";
        std::array<const char*, 7> argv{"nghttpd", "-d", root.c_str(), port_.c_str(), key.c_str(), cert.c_str(), nullptr};
        if (::posix_spawnp(&process_, "nghttpd", nullptr, nullptr, const_cast<char**>(argv.data()), environ) != 0)
            process_ = -1;
    }
    ~http_two_server() {
        if (process_ <= 0) return;
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
    http_two_server(const http_two_server&) = delete;
    http_two_server& operator=(const http_two_server&) = delete;
    bool is_installed() const { return process_ > 0; }
    std::string url(const std::string& path) const { return "https://127.0.0.1:" + port_ + path; }

private:
    std::string port_;
    pid_t process_ = -1;
};

std::shared_ptr<const http_target> target_at(const std::string& url) {
    http_target_options options;
    options.url = url;
    options.version = http_version::two;
    return http_target::create(std::move(options)).value();
}

http_response get_patiently(http_test_bench& bench, const std::shared_ptr<const http_target>& target) {
    http_response response;
    for (int tries = 0; tries < 200; ++tries) {  // the server takes a while to listen
        response = bench.run({target, {}, false, {}});
        if (response.end != http_end::connect_failed) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return response;
}

}  // namespace

TEST_CASE("HTTP/2 is spoken where it is asked for, many exchanges over one connection") {
    const temporary_folder folder;
    folder.write("models", std::string(50'000, 'm'));
    const http_two_server server(folder);
    if (!server.is_installed()) {
        MESSAGE("skipped: nghttpd (nghttp2-server) is not installed");
        return;
    }
    http_test_bench bench;
    ::setenv("SSL_CERT_FILE", (folder / "cert.pem").c_str(), 1);
    const auto target = target_at(server.url("/models"));
    ::unsetenv("SSL_CERT_FILE");
    const auto first = get_patiently(bench, target);
    REQUIRE(first.end == http_end::complete);
    CHECK(first.version == 20);
    CHECK(first.delimited);
    CHECK(first.body.size() == 50'000);

    std::array<std::shared_ptr<http_response>, 32> responses;
    for (auto& response : responses) bench.start({target, {}, false, {}}, response);
    bench.loop().run_until([&bench] { return bench.client().running() == 0; });
    for (const auto& response : responses) {
        REQUIRE(response);
        CAPTURE(response->message);
        CHECK(response->end == http_end::complete);
        CHECK(response->body.size() == 50'000);
        CHECK_FALSE(response->times.connect);
        for (const auto& piece : response->pieces) CHECK(piece.stamp.arrived <= piece.stamp.woke);
    }
}

TEST_CASE("HTTP/2 without TLS is refused") {
    http_target_options options;
    options.url = "http://127.0.0.1:1/v1";
    options.version = http_version::two;
    CHECK_FALSE(http_target::create(std::move(options)));
}
