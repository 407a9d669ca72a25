// The floor under the engine's HTTP figures: the least program over libcurl's socket interface and epoll, which keeps
// nothing and decides nothing. It shows what of a missed goal is the machine's and libcurl's, and what Sweeplab's.
#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "engine/calibration/lone_trial.h"
#include "engine/foundation/clock.h"
#include "engine/foundation/unique_fd.h"
#include "packaging/bench/measures.h"

namespace sweeplab::bench {
namespace {

constexpr const char* request_body = R"({"model":"bench","messages":[{"role":"user","content":"Say ok"}]})";

class bare_client {
public:
    bare_client(const std::string& url, bool stamped) : stamped_(stamped), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        ::curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &on_socket);
        ::curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
        ::curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &on_timer);
        ::curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
        ::curl_url_set(url_.get(), CURLUPART_URL, (url + "/chat/completions").c_str(), 0);
        headers_.reset(::curl_slist_append(nullptr, "Content-Type: application/json"));
        ::curl_slist_append(headers_.get(), "Expect:");
    }
    ~bare_client() {
        for (auto& handle : handles_) ::curl_multi_remove_handle(multi_.get(), handle.get());
    }

    // Until `enough` says so of the number of requests done; each that ends is followed by the next.
    template <class Enough>
    bool run(int at_once, const Enough& enough) {
        ::curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(at_once) + 8);
        for (int i = 0; i < at_once; ++i) add_handle();
        act(CURL_SOCKET_TIMEOUT, 0);
        std::array<epoll_event, 256> events;
        while (well_ && !enough(done_)) {
            const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), patience_ms_);
            for (int i = 0; i < count; ++i) {
                if (stamped_) peek(events[i].data.fd);
                act(events[i].data.fd, bits_of(events[i].events));
                follow_up();
            }
            if (count > 0) continue;
            act(CURL_SOCKET_TIMEOUT, 0);
            follow_up();
        }
        return well_;
    }
    long reads() const { return reads_; }

private:
    static int bits_of(std::uint32_t events) {
        return ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 ? CURL_CSELECT_IN : 0) |
               ((events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0);
    }

    void add_handle() {
        CURL* const handle = handles_.emplace_back(::curl_easy_init()).get();
        ::curl_easy_setopt(handle, CURLOPT_CURLU, url_.get());
        ::curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_.get());
        ::curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request_body);
        ::curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        ::curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, 65536L);
        ::curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        ::curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &on_body);
        ::curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
        if (stamped_) ::curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, &ask_for_stamps);
        ::curl_multi_add_handle(multi_.get(), handle);
    }

    void act(curl_socket_t socket, int bits) {
        int running = 0;
        ::curl_multi_socket_action(multi_.get(), socket, bits, &running);
    }

    void follow_up() {
        int left = 0;
        while (const CURLMsg* message = ::curl_multi_info_read(multi_.get(), &left)) {
            CURL* const handle = message->easy_handle;
            well_ = well_ && message->data.result == CURLE_OK;
            ++done_;
            ::curl_multi_remove_handle(multi_.get(), handle);
            ::curl_multi_add_handle(multi_.get(), handle);
            act(CURL_SOCKET_TIMEOUT, 0);
        }
    }

    void peek(int socket) {
        iovec window{buffer_.data(), buffer_.size()};
        alignas(cmsghdr) char control[128];
        msghdr message{};
        message.msg_iov = &window;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        ::recvmsg(socket, &message, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
    }

    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
        if (what == CURL_POLL_REMOVE) return 0;  // it stays watched for the next request
        auto& watched = static_cast<bare_client*>(self)->watched_;
        if (watched.size() <= static_cast<std::size_t>(socket)) watched.resize(static_cast<std::size_t>(socket) + 1);
        auto& now = watched[static_cast<std::size_t>(socket)];
        const std::uint32_t wanted = (what & CURL_POLL_IN ? EPOLLIN : 0U) | (what & CURL_POLL_OUT ? EPOLLOUT : 0U);
        if (now == wanted) return 0;
        epoll_event event{};
        event.events = wanted;
        event.data.fd = socket;
        ::epoll_ctl(static_cast<bare_client*>(self)->epoll_.get(), now == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
        now = wanted;
        return 0;
    }
    static int on_timer(CURLM*, long timeout_ms, void* self) {
        static_cast<bare_client*>(self)->patience_ms_ = static_cast<int>(timeout_ms);  // -1: none
        return 0;
    }
    static int ask_for_stamps(void*, curl_socket_t socket, curlsocktype) {
        const int on = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
        return CURL_SOCKOPT_OK;
    }
    static std::size_t on_body(char*, std::size_t size, std::size_t count, void* self) {
        ++static_cast<bare_client*>(self)->reads_;
        return size * count;
    }

    struct cleaner {
        void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
        void operator()(CURLU* url) const { ::curl_url_cleanup(url); }
        void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
    };
    struct multi_cleaner {
        void operator()(CURLM* multi) const { ::curl_multi_cleanup(multi); }
    };

    const bool stamped_;
    unique_fd epoll_;
    std::vector<std::uint32_t> watched_;  // epoll's events by descriptor
    std::vector<char> buffer_ = std::vector<char>(65536);
    std::unique_ptr<CURLU, cleaner> url_{::curl_url()};
    std::unique_ptr<curl_slist, cleaner> headers_;
    std::unique_ptr<CURLM, multi_cleaner> multi_{::curl_multi_init()};
    std::vector<std::unique_ptr<CURL, cleaner>> handles_;
    int patience_ms_ = 0;
    long done_ = 0;
    long reads_ = 0;
    bool well_ = true;
};

}  // namespace

result<json> measure_bare_requests(const json& settings) {
    const monotonic_clock time;
    bare_client client(settings.at("url"), false);
    const double seconds = settings.at("seconds");
    const auto begin = time.now();
    long done = 0;
    const bool well = client.run(settings.at("workers"), [&](long so_far) {
        done = so_far;
        return to_seconds(time.now() - begin) >= seconds;
    });
    if (!well) return fail(error_kind::network, "a request of the bare client failed");
    return json{{"per_s", static_cast<double>(done) / to_seconds(time.now() - begin)}};
}

result<json> measure_bare_streams(const json& settings) {
    bare_client client(settings.at("url"), true);
    const int streams = settings.at("streams");
    const double before = calibration::cpu_seconds_so_far();
    if (!client.run(streams, [streams](long done) { return done >= streams; }))
        return fail(error_kind::network, "a stream of the bare client failed");
    const double cpu = calibration::cpu_seconds_so_far() - before;
    return json{{"cpu_us", cpu * 1e6 / static_cast<double>(client.reads())}};
}

}  // namespace sweeplab::bench
