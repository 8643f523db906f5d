#include "platform/live/hub.h"

#include "platform/live/follower.h"

#include <thread>

namespace ocp::live {

struct Hub::State {
    State(db::Database& database, Options chosen)
        : options{std::move(chosen)}
        , follower{database, options, *door, listeners}
    {
    }
    Options const options;
    std::shared_ptr<Door> const door = std::make_shared<Door>();
    Follower::Listeners listeners;
    Follower follower;
    std::thread thread;
};

Hub::Hub(db::Database& database, Options options)
    : state_{std::make_unique<State>(database, std::move(options))}
{
}

Hub::~Hub()
{
    stop();
}

void Hub::start()
{
    state_->follower.begin();
    state_->thread = std::thread{[this] { state_->follower.run(); }};
}

void Hub::stop()
{
    state_->door->close();
    if (state_->thread.joinable()) state_->thread.join();
}

void Hub::listen(std::function<void(outbox::Delivered const&)> listener)
{
    state_->listeners.push_back(std::move(listener));
}

http::Response Hub::subscribe(Subscription subscription)
{
    http::Response response;
    if (state_->door->closed()) {
        response.status = 503;
        return std::move(response).with("Retry-After", "1");
    }
    // nginx would gather the events in its buffer, and a browser must never take a stream from its cache.
    response.with("Content-Type", "text/event-stream; charset=utf-8")
        .with("Cache-Control", "no-store")
        .with("X-Accel-Buffering", "no");
    response.stream = [door = state_->door, asked = std::move(subscription)](auto sink) {
        Arrival arrival;
        arrival.client.streams = asked.streams;
        arrival.client.still_allowed = asked.still_allowed;
        arrival.client.sink = std::move(sink);
        arrival.last_event_id = asked.last_event_id;
        door->enter(std::move(arrival));
    };
    return response;
}

std::chrono::steady_clock::time_point Hub::caught_up_at() const
{
    return state_->follower.freshness().caught_up_at();
}

bool Hub::has_told(outbox::Cursor const& cursor) const
{
    return state_->follower.has_told(cursor);
}

std::size_t Hub::clients() const
{
    return state_->follower.clients();
}

} // namespace ocp::live
