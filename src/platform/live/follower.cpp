#include "platform/live/follower.h"

#include <algorithm>

namespace ocp::live {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t batch_size = 500;
constexpr auto longest_pause = milliseconds{2000};
/// Between two portions for somebody who is behind: time for the sinks to drain.
constexpr auto short_pause = milliseconds{20};
/// Per turn: a crowd that came at once must not hold up the events.
constexpr std::size_t admitted_at_once = 64;
constexpr std::size_t questions_at_once = 64;

} // namespace

Follower::Follower(
    db::Database& database, Hub::Options const& options, Door& door, Listeners const& listeners)
    : database_{database}
    , options_{options}
    , door_{door}
    , listeners_{listeners}
    , history_{options.kept_events}
{
}

void Follower::begin()
{
    try {
        begin_at_now();
    } catch (std::exception const& error) {
        trouble(error.what());
    }
}

void Follower::run()
{
    auto next_poll = steady_clock::now() + (position_ ? options_.poll : milliseconds{0});
    auto next_portion = next_poll, not_before = next_poll;
    auto pause = milliseconds{options_.poll};
    while (!door_.closed()) {
        bool const new_portion = steady_clock::now() >= next_portion;
        if (new_portion) {
            for (auto& client : audience_.clients())
                client.sent_lately = 0;
        }
        bool failed = steady_clock::now() < not_before;
        try {
            if (!failed && steady_clock::now() >= next_poll) {
                bool const more = poll();
                pause = options_.poll;
                next_poll = steady_clock::now() + (more ? milliseconds{0} : pause);
            }
            if (!failed) serve();
        } catch (std::exception const& error) {
            trouble(error.what());
            failed = true;
            pause = std::min(pause * 2, longest_pause);
            next_poll = not_before = steady_clock::now() + pause;
        }
        attend(steady_clock::now());
        // From the end of the turn on: on a slow machine the turn itself takes as long as the pause.
        if (new_portion) next_portion = steady_clock::now() + short_pause;
        audience_.sweep();
        clients_ = audience_.size() + waiting_.size();

        bool const busy = std::any_of(audience_.clients().begin(), audience_.clients().end(),
            [](Client const& client) { return client.behind; });
        auto const soon = steady_clock::now() + short_pause;
        bool const soon_again = !failed && (busy || !waiting_.empty());
        door_.wait(soon_again ? std::min(soon, next_poll) : next_poll, waiting_);
    }
    for (auto& client : audience_.clients())
        say_goodbye(*client.sink);
    for (auto& arrival : waiting_)
        say_goodbye(*arrival.client.sink);
    clients_ = 0;
}

void Follower::trouble(std::string_view what) const
{
    if (options_.trouble) options_.trouble(what);
}

void Follower::begin_at_now()
{
    stand_at(database_.read([](db::Reader const& reader) { return outbox::now_cursor(reader); }));
    history_.begin(*position_);
}

void Follower::stand_at(outbox::Cursor cursor)
{
    std::lock_guard const lock{standing_};
    position_ = std::move(cursor);
}

bool Follower::has_told(outbox::Cursor const& cursor) const
{
    std::lock_guard const lock{standing_};
    return position_ && position_->epoch == cursor.epoch && cursor <= *position_;
}

void Follower::begin_again()
{
    begin_at_now();
    hear({*position_, {"outbox", "outbox.begun", "{}"}, {}});
    for (auto& client : audience_.clients())
        reset(client);
}

void Follower::hear(outbox::Delivered const& delivered)
{
    for (auto const& listener : listeners_) {
        try {
            listener(delivered);
        } catch (std::exception const& error) {
            trouble("a listener of " + delivered.event.kind + " failed: " + error.what());
        }
    }
}

/// Reads on; true when there may be more at once.
bool Follower::poll()
{
    // Late, because the database was away: whatever was made of it meanwhile may have missed a change.
    if (!position_) begin_again();
    auto const asked = steady_clock::now();
    auto const batch = database_.read(
        [&](db::Reader const& reader) { return outbox::batch_after(reader, *position_, batch_size); });
    if (batch.epoch != position_->epoch) {
        begin_again();
        return true;
    }
    for (auto const& delivered : batch.events) {
        hear(delivered);
        Told told{delivered.cursor, delivered.event.stream, event_on_the_wire(delivered)};
        audience_.tell(told);
        history_.add(std::move(told));
        stand_at(delivered.cursor);
    }
    if (batch.events.size() == batch_size) return true;
    // Below the oldest running transaction nothing more can appear.
    if (batch.settled > position_->xid) stand_at({batch.epoch, batch.settled, 0});
    freshness_.read_to_the_end(asked, batch);
    return false;
}

/// Those who came, and those who are behind. Throws when the database must be asked and is not there.
void Follower::serve()
{
    admit_arrivals();
    for (auto& client : audience_.clients())
        if (client.behind) catch_up(client);
}

void Follower::admit_arrivals()
{
    if (!position_) return;
    auto const now = steady_clock::now();
    for (std::size_t i = 0; i < admitted_at_once && !waiting_.empty(); ++i) {
        auto& arrival = waiting_.back();
        if (arrival.client.sink->open()) {
            admit(arrival.client, arrival.last_event_id);
            arrival.client.next_heartbeat = now + options_.heartbeat;
            arrival.client.next_question = now + options_.reauthorise;
            audience_.add(std::move(arrival.client));
        }
        waiting_.pop_back();
    }
}

/// Finds out where the client stands. Throws, and changes nothing, when the database must be asked and is not
/// there.
void Follower::admit(Client& client, std::string const& last_event_id)
{
    if (last_event_id.empty()) {
        client.seen = *position_;
        return client.send(place_on_the_wire(client.seen));
    }
    auto const from = outbox::cursor_from(last_event_id);
    // What is ahead of us is a page made a moment ago, or nonsense: the database knows.
    bool const known = from && history_.covers(*from) && *from <= *position_;
    if (!from || (!known && !database_.read([&](db::Reader const& reader) {
            return outbox::can_resume(reader, *from);
        })))
        return reset(client);
    client.seen = *from;
    client.behind = true;
}

void Follower::reset(Client& client)
{
    client.seen = *position_;
    client.behind = false;
    client.send(reset_on_the_wire(client.seen));
}

void Follower::catch_up(Client& client)
{
    if (client.seen.epoch != position_->epoch) return reset(client);
    if (!history_.covers(client.seen)) return read_again(client);
    for (auto told = history_.after(client.seen); told != history_.end(); ++told) {
        if (client.wants(told->stream) && !client.tell(*told)) return;
    }
    client.seen = std::max(client.seen, *position_);
    client.behind = false;
    client.send(place_on_the_wire(client.seen));
}

void Follower::read_again(Client& client)
{
    auto const batch = database_.read(
        [&](db::Reader const& reader) { return outbox::batch_after(reader, client.seen, batch_size); });
    client.read_again += batch.events.size();
    if (client.read_again > options_.replayed_events) return reset(client);
    for (auto const& delivered : batch.events) {
        if (client.wants(delivered.event.stream)
            && !client.tell({delivered.cursor, delivered.event.stream, event_on_the_wire(delivered)}))
            return;
        client.seen = delivered.cursor;
    }
    // Read to the end: from here on memory is enough.
    if (batch.events.size() < batch_size) client.seen = std::max(client.seen, *position_);
}

void Follower::attend(Moment now)
{
    if (!position_) return;
    auto const heartbeat = heartbeat_on_the_wire(*position_);
    std::size_t questions = 0;
    for (auto& client : audience_.clients()) {
        if (client.gone) continue;
        if (now >= client.next_heartbeat && !client.behind) {
            client.next_heartbeat = now + options_.heartbeat;
            client.send(client.seen > *position_ ? heartbeat_on_the_wire(client.seen) : heartbeat);
        }
        if (now >= client.next_question && questions < questions_at_once) {
            ++questions;
            ask_again(client, now);
        }
    }
}

void Follower::ask_again(Client& client, Moment now)
{
    client.next_question = now + options_.reauthorise;
    if (!client.still_allowed) return;
    try {
        if (!client.still_allowed()) client.gone = true;
        client.questions_failed = 0;
    } catch (std::exception const& error) {
        // Without an answer for long nobody stays: what is not known to be allowed is not.
        trouble(std::string{"a stream's right could not be asked: "} + error.what());
        client.gone = ++client.questions_failed >= 3;
        client.next_question
            = now + std::min<Moment::duration>(options_.reauthorise, std::chrono::seconds{1});
    }
}

} // namespace ocp::live
