#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "engine/simulator/service_model.h"

using namespace sweeplab;
using namespace sweeplab::simulator;

namespace {

// Plays the model to its end as a punctual caller would, and keeps what happened when (in milliseconds).
class played_model final : public service_listener {
public:
    played_model(std::optional<double> total, std::optional<int> slots) : model(total, slots, instant{}) {}

    void arrive_at(double seconds, stream_id id, service_demand demand) {
        play_until(instant{} + from_seconds(seconds));
        model.arrive(id, demand);
        model.advance(now, *this);
    }
    void leave_at(double seconds, stream_id id) {
        play_until(instant{} + from_seconds(seconds));
        model.leave(id);
        model.advance(now, *this);
    }
    void play_until(instant end) {
        for (auto due = model.next_due(); due && *due <= end; due = model.next_due()) {
            now = std::max(now, *due);
            model.advance(now, *this);
        }
        now = end;
        model.advance(now, *this);
    }
    void play_out() {
        while (const auto due = model.next_due()) play_until(std::max(now, *due));
    }

    void on_service_began(stream_id id) override { began[id] = to_seconds(now.time_since_epoch()); }
    void on_token(stream_id id, int index, bool last) override {
        CHECK(index == static_cast<int>(tokens[id].size()));
        tokens[id].push_back(to_seconds(now.time_since_epoch()));
        if (last) ended[id] = tokens[id].back();
    }

    service_model model;
    instant now{};
    std::map<stream_id, double> began, ended;
    std::map<stream_id, std::vector<double>> tokens;
};

doctest::Approx about(double seconds) { return doctest::Approx(seconds).epsilon(1e-6); }

}  // namespace

TEST_CASE("a stream alone gets its first token after the prefill and the others at its own rate") {
    played_model play(std::nullopt, std::nullopt);
    play.arrive_at(1, 7, {500ms, 10, 3});
    play.play_out();
    CHECK(play.began[7] == about(1));
    CHECK(play.tokens[7].size() == 3);
    CHECK(play.tokens[7][0] == about(1.5));
    CHECK(play.tokens[7][1] == about(1.6));
    CHECK(play.ended[7] == about(1.7));
    CHECK(play.model.serving() == 0);
    CHECK_FALSE(play.model.next_due());
}

TEST_CASE("streams do not slow each other while the total rate suffices") {
    played_model play(20, std::nullopt);
    play.arrive_at(0, 1, {0ns, 10, 11});
    play.arrive_at(0, 2, {0ns, 10, 11});
    play.play_out();
    CHECK(play.ended[1] == about(1));
    CHECK(play.ended[2] == about(1));
}

TEST_CASE("beyond the total rate all streams are slowed alike") {
    played_model play(20, std::nullopt);
    for (stream_id id = 1; id <= 4; ++id) play.arrive_at(0, id, {0ns, 10, 11});
    play.play_out();
    for (stream_id id = 1; id <= 4; ++id) CHECK(play.ended[id] == about(2));  // 10 tokens at 20/4 a second
}

TEST_CASE("a stream that joins slows the others only from then on") {
    played_model play(10, std::nullopt);
    play.arrive_at(0, 1, {0ns, 10, 11});
    play.arrive_at(0.5, 2, {0ns, 10, 6});
    play.play_out();
    // From 0.5 s both run at 5 a second and have five tokens left each.
    CHECK(play.ended[1] == about(1.5));
    CHECK(play.ended[2] == about(1.5));
}

TEST_CASE("a stream that leaves gives its share back") {
    played_model play(10, std::nullopt);
    play.arrive_at(0, 1, {0ns, 10, 11});
    play.arrive_at(0, 2, {0ns, 10, 1000});
    play.leave_at(1, 2);  // stream 1 has five of ten tokens by then
    play.play_out();
    CHECK(play.ended[1] == about(1.5));
    CHECK(play.ended.count(2) == 0);
}

TEST_CASE("slots are given in order of arrival, at the moment that one is free") {
    played_model play(std::nullopt, 2);
    for (stream_id id = 1; id <= 4; ++id) play.arrive_at(0, id, {100ms, 10, static_cast<int>(id)});
    CHECK(play.model.serving() == 2);
    CHECK(play.model.waiting() == 2);
    play.play_out();
    CHECK(play.ended[1] == about(0.1));
    CHECK(play.ended[2] == about(0.2));
    CHECK(play.began[3] == about(0.1));
    CHECK(play.began[4] == about(0.2));
    CHECK(play.ended[3] == about(0.4));
    CHECK(play.ended[4] == about(0.6));
}

TEST_CASE("a waiting stream may leave the queue") {
    played_model play(std::nullopt, 1);
    play.arrive_at(0, 1, {100ms, 10, 1});
    play.arrive_at(0, 2, {100ms, 10, 1});
    play.arrive_at(0, 3, {100ms, 10, 1});
    play.leave_at(0.05, 2);
    play.play_out();
    CHECK(play.began.count(2) == 0);
    CHECK(play.began[3] == about(0.1));
}

TEST_CASE("a stream that leaves before its first token frees its slot") {
    played_model play(std::nullopt, 1);
    play.arrive_at(0, 1, {10s, 10, 1});
    play.arrive_at(0, 2, {100ms, 10, 1});
    play.leave_at(1, 1);
    play.play_out();
    CHECK(play.began[2] == about(1));
    CHECK(play.ended[2] == about(1.1));
}

TEST_CASE("a late look changes nothing about when a stream is served") {
    played_model punctual(10, 2);
    for (stream_id id = 1; id <= 5; ++id) punctual.arrive_at(0, id, {50ms, 10, 8});
    punctual.play_until(instant{} + 2s);

    played_model late(10, 2);
    for (stream_id id = 1; id <= 5; ++id) late.arrive_at(0, id, {50ms, 10, 8});
    late.now = instant{} + 2s;
    late.model.advance(late.now, late);

    for (stream_id id = 1; id <= 5; ++id) CHECK(late.tokens[id].size() == punctual.tokens[id].size());
    CHECK(to_seconds(late.model.next_due()->time_since_epoch()) ==
          about(to_seconds(punctual.model.next_due()->time_since_epoch())));
}

TEST_CASE("leaving twice or never having come does nothing") {
    played_model play(std::nullopt, std::nullopt);
    play.leave_at(0, 99);
    play.arrive_at(0, 1, {1s, 10, 1});
    play.leave_at(0.5, 1);
    play.leave_at(0.5, 1);
    CHECK_FALSE(play.model.next_due());
}

TEST_CASE("a total rate is kept by a thousand streams") {
    played_model play(5000, std::nullopt);
    for (stream_id id = 1; id <= 1000; ++id) play.arrive_at(0, id, {0ns, 20, 21});
    play.play_out();
    for (stream_id id = 1; id <= 1000; ++id) CHECK(play.ended[id] == about(4));  // 20,000 tokens
}
