#include "engine/http/curl_client.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace sweeplab {
namespace {

// Exchanges that are over keep their handles for the next ones, but not without end.
constexpr std::size_t most_idle_handles = 4096;

// A TLS library writes with write(2), and a server that closed would end the whole program by SIGPIPE. libcurl
// can hold the signal off around each call, but that costs two system calls each; the loop's thread blocks it once.
void block_pipe_signal_on_this_thread() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

// Most systems begin with 1,024 descriptors a process and allow many more on request.
void make_room_for_descriptors(int connections) {
    constexpr rlim_t for_everything_else = 256;
    const auto needed = static_cast<rlim_t>(std::max(connections, 0)) + for_everything_else;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed) return;
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string words_for(http_end why) {
    switch (why) {
        case http_end::timed_out_connect: return "no connection within the connect limit";
        case http_end::timed_out_first_token: return "no first token within its limit";
        case http_end::timed_out_between_tokens: return "the stream stopped: no further token within its limit";
        case http_end::timed_out_whole: return "no whole answer within its limit";
        default: return {};
    }
}

}  // namespace

result<std::unique_ptr<http_client>> http_client::create(event_loop& loop, http_client_options options) {
    start_libcurl();
    CURLM* multi = ::curl_multi_init();
    if (multi == nullptr) return fail(error_kind::internal, "libcurl could not be set up");
    return std::make_unique<curl_client>(loop, options, multi);
}

curl_client::curl_client(event_loop& loop, http_client_options options, CURLM* multi) : loop_(loop), multi_(multi) {
    block_pipe_signal_on_this_thread();
    make_room_for_descriptors(options.connections);
    if (options.kernel_stamps) stamps_ = make_kernel_receive_stamps();
    if (!stamps_) stamps_ = make_wake_up_stamps();
    ::curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket);
    ::curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    ::curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer);
    ::curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    ::curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(std::max(options.connections, 1)));
    ::curl_multi_setopt(multi_, CURLMOPT_MAX_CONCURRENT_STREAMS, 1000L);
}

curl_client::~curl_client() {
    for (std::size_t fd = 0; fd < sockets_.size(); ++fd) unwatch(static_cast<int>(fd));
    for (auto& [id, transfer] : active_) ::curl_multi_remove_handle(multi_, transfer->handle());
    ::curl_multi_cleanup(multi_);  // closes the connections
    for (const auto& timer : {libcurl_timer_, limits_timer_, deferred_timer_}) loop_.cancel(timer.id);
}

exchange_id curl_client::start(http_request request, end_handler done) {
    const auto id = ++last_id_;
    auto transfer = free_transfer(request.target);
    auto& begun = *transfer;
    active_.emplace(id, std::move(transfer));
    begun.begin(exchange_id{id}, std::move(request), std::move(done), loop_.now());
    add(begun);
    return exchange_id{id};
}

curl_client::transfer_owner curl_client::free_transfer(const std::shared_ptr<const http_target>& target) {
    auto& idle = idle_[target.get()];
    if (!idle.empty()) {
        auto transfer = std::move(idle.back());
        idle.pop_back();
        return transfer;
    }
    auto transfer = std::make_unique<curl_transfer>(target, *this);
    ::curl_easy_setopt(transfer->handle(), CURLOPT_SOCKOPTFUNCTION, &on_new_socket);
    ::curl_easy_setopt(transfer->handle(), CURLOPT_SOCKOPTDATA, this);
    ::curl_easy_setopt(transfer->handle(), CURLOPT_CLOSESOCKETFUNCTION, &on_close_socket);
    ::curl_easy_setopt(transfer->handle(), CURLOPT_CLOSESOCKETDATA, this);
    return transfer;
}

// Sends at once instead of waiting for libcurl's "as soon as possible" timer to ring.
void curl_client::add(curl_transfer& transfer) {
    adding_ = true;
    int running = 0;
    ::curl_multi_add_handle(multi_, transfer.handle());
    libcurl_due_.reset();
    ::curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
    adding_ = false;
    if (libcurl_due_) arm(libcurl_timer_, *libcurl_due_, &curl_client::ring_libcurl);
    const bool some_ended = static_cast<std::size_t>(running) < active_.size();
    if (some_ended && !delivering_) defer([this] { deliver_ended(); });
}

void curl_client::cancel(exchange_id exchange) {
    const auto found = active_.find(static_cast<std::uint64_t>(exchange));
    if (found == active_.end()) return;
    abandon(found->second->handle());
    auto response = found->second->finish_early(http_end::cancelled, "cancelled");
    defer([done = found->second->take_handler(), response = std::move(response)]() mutable { done(std::move(response)); });
    active_.erase(found);
}

void curl_client::preconnect(std::shared_ptr<const http_target> target, int connections, http_limits limits,
                             std::function<void()> done) {
    const auto open = std::make_shared<int>(std::max(1, connections));
    const auto one_ended = [open, done = std::move(done)](const http_response&) {
        if (--*open == 0) done();
    };
    for (int i = 0, count = *open; i < count; ++i) start({target, {}, false, limits}, one_ended);
}

int curl_client::on_socket(CURL* transfer, curl_socket_t socket, int what, void* self, void*) {
    auto& client = *static_cast<curl_client*>(self);
    client.state_of(socket).transfer = transfer;
    switch (what) {
        case CURL_POLL_IN: client.want(socket, fd_events::readable); break;
        case CURL_POLL_OUT: client.want(socket, fd_events::writable); break;
        case CURL_POLL_INOUT: client.want(socket, fd_events::both); break;
        case CURL_POLL_REMOVE: client.want(socket, fd_events::none); break;
        default: break;
    }
    return 0;
}

curl_client::socket_state& curl_client::state_of(int socket) {
    const auto index = static_cast<std::size_t>(socket);
    if (index >= sockets_.size()) sockets_.resize(index + 1);
    return sockets_[index];
}

void curl_client::want(int socket, fd_events events) {
    auto& state = state_of(socket);
    state.wanted = events != fd_events::none;
    if (state.wanted && state.watched != events) {
        loop_.watch(socket, events, *this);
        state.watched = events;
    }
    // A connection that has brought an answer stays watched for its next exchange: libcurl closes it through
    // on_close_socket. It closes other sockets (resolver's, still connecting, given up) by itself, untold, and
    // their numbers may soon belong to somebody else.
    if (!state.wanted && !state.proven) unwatch(socket);
}

void curl_client::unwatch(int socket) {
    auto& state = state_of(socket);
    if (state.watched == fd_events::none) return;
    loop_.unwatch(socket);
    state.watched = fd_events::none;
}

// libcurl closes a connection that was still being made before it says so: it is given up first.
void curl_client::abandon(CURL* transfer) {
    for (std::size_t fd = 0; fd < sockets_.size(); ++fd)
        if (sockets_[fd].transfer == transfer && !sockets_[fd].proven) unwatch(static_cast<int>(fd));
    ::curl_multi_remove_handle(multi_, transfer);
}

int curl_client::on_new_socket(void* self, curl_socket_t socket, curlsocktype) {
    auto& client = *static_cast<curl_client*>(self);
    auto& state = client.state_of(socket);
    state = {};
    state.stamped = client.stamps_->enable(socket);
    return CURL_SOCKOPT_OK;
}

int curl_client::on_close_socket(void* self, curl_socket_t socket) {
    auto& client = *static_cast<curl_client*>(self);
    client.unwatch(socket);  // before closing, so that no stale event reaches whoever gets the descriptor next
    client.state_of(socket) = {};
    return ::close(socket);
}

void curl_client::on_ready(int fd, fd_events ready, instant woke_at) {
    auto& state = state_of(fd);
    if (!state.wanted) {  // the server closed an idle connection; libcurl finds out when it wants to reuse it
        unwatch(fd);
        return;
    }
    const bool readable = contains(ready, fd_events::readable);
    if (readable && state.stamped) read_ = {fd, stamps_->of_waiting_bytes(fd, woke_at)};
    else read_ = {fd, receive_stamp{woke_at, woke_at, false}};
    const int bits = (readable ? CURL_CSELECT_IN : 0) | (contains(ready, fd_events::writable) ? CURL_CSELECT_OUT : 0);
    int running = 0;
    ::curl_multi_socket_action(multi_, fd, bits, &running);
    read_.reset();
    if (static_cast<std::size_t>(running) < active_.size()) deliver_ended();
}

receive_stamp curl_client::stamp_of_this_read() {
    if (read_) {
        state_of(read_->fd).proven = true;
        return read_->stamp;
    }
    const auto now = loop_.now();  // libcurl read on its own account, right after sending
    return {now, now, false};
}

int curl_client::on_timer(CURLM*, long timeout_ms, void* self) {
    auto& client = *static_cast<curl_client*>(self);
    client.libcurl_due_.reset();
    if (timeout_ms < 0) return 0;
    client.libcurl_due_ = client.loop_.now() + std::chrono::milliseconds(timeout_ms);
    if (!client.adding_) client.arm(client.libcurl_timer_, *client.libcurl_due_, &curl_client::ring_libcurl);
    return 0;
}

void curl_client::arm(lazy_timer& timer, instant when, void (curl_client::*ring)()) {
    if (timer.rings_at && *timer.rings_at <= when) return;
    loop_.cancel(timer.id);
    timer.rings_at = when;
    timer.id = loop_.call_at(when, [this, &timer, ring] {
        timer.rings_at.reset();
        (this->*ring)();
    });
}

void curl_client::ring_libcurl() {
    if (!libcurl_due_) return;
    if (loop_.now() < *libcurl_due_) return arm(libcurl_timer_, *libcurl_due_, &curl_client::ring_libcurl);
    libcurl_due_.reset();
    int running = 0;
    ::curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
    deliver_ended();
}

void curl_client::limit_moved(instant when) { arm(limits_timer_, when, &curl_client::ring_limits); }

void curl_client::ring_limits() {
    const auto now = loop_.now();
    std::vector<std::pair<exchange_id, http_end>> passed;
    std::optional<instant> next;
    for (const auto& [id, transfer] : active_) {
        const auto limit = transfer->next_limit();
        if (!limit) continue;
        if (limit->when <= now) passed.emplace_back(exchange_id{id}, limit->what);
        else next = next ? std::min(*next, limit->when) : limit->when;
    }
    if (next) limit_moved(*next);
    for (const auto& [id, what] : passed) end_early(id, what, words_for(what));
}

void curl_client::deliver_ended() {
    if (delivering_) return;  // a handler started an exchange: the loop below goes on with what ended meanwhile
    delivering_ = true;
    int left = 0;
    while (CURLMsg* message = ::curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        char* owner = nullptr;
        ::curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
        end(*reinterpret_cast<curl_transfer*>(owner), message->data.result);
    }
    delivering_ = false;
}

void curl_client::end(curl_transfer& transfer, CURLcode code) {
    ::curl_multi_remove_handle(multi_, transfer.handle());
    if (transfer.wants_resending(code)) return add(transfer);
    hand_over(active_.find(static_cast<std::uint64_t>(transfer.id())), transfer.finish(code));
}

void curl_client::end_early(exchange_id exchange, http_end why, std::string message) {
    const auto found = active_.find(static_cast<std::uint64_t>(exchange));
    if (found == active_.end()) return;
    abandon(found->second->handle());
    hand_over(found, found->second->finish_early(why, std::move(message)));
}

void curl_client::hand_over(std::unordered_map<std::uint64_t, transfer_owner>::iterator place, http_response response) {
    const auto done = place->second->take_handler();
    auto& idle = idle_[place->second->target()];
    if (idle.size() < most_idle_handles) idle.push_back(std::move(place->second));
    active_.erase(place);
    done(std::move(response));
}

void curl_client::defer(std::function<void()> work) {
    deferred_.push_back(std::move(work));
    arm(deferred_timer_, loop_.now(), &curl_client::run_deferred);
}

void curl_client::run_deferred() {
    const auto due = std::exchange(deferred_, {});
    for (const auto& work : due) work();
}

}  // namespace sweeplab
