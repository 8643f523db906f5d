#pragma once

#include "platform/live/door.h"
#include "platform/live/freshness.h"
#include "platform/live/hub.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace ocp::live {

/// The work of the hub's thread: follows the outbox and serves the streams, turn by turn.
class Follower {
public:
    using Moment = std::chrono::steady_clock::time_point;
    using Listeners = std::vector<std::function<void(outbox::Delivered const&)>>;

    Follower(db::Database& database, Hub::Options const& options, Door& door, Listeners const& listeners);

    /// Finds the place to follow from. Never throws: without a database, `run` goes on looking for it.
    void begin();
    /// Until the door closes; then every stream is told goodbye.
    void run();

    Freshness const& freshness() const { return freshness_; }
    /// Whether listeners have heard everything up to there. Safe from any thread.
    bool has_told(outbox::Cursor const&) const;
    std::size_t clients() const { return clients_; }

private:
    bool poll();
    void begin_at_now();
    void stand_at(outbox::Cursor);
    void begin_again();
    void hear(outbox::Delivered const& delivered);
    void serve();
    void admit_arrivals();
    void admit(Client& client, std::string const& last_event_id);
    void reset(Client& client);
    void catch_up(Client& client);
    void read_again(Client& client);
    void attend(Moment now);
    void ask_again(Client& client, Moment now);
    void trouble(std::string_view what) const;

    db::Database& database_;
    Hub::Options const& options_;
    Door& door_;
    Listeners const& listeners_;

    std::optional<outbox::Cursor> position_; ///< changed by `stand_at` alone
    mutable std::mutex standing_; ///< so that others may read it
    History history_;
    Audience audience_;
    std::vector<Arrival> waiting_;
    Freshness freshness_;
    std::atomic<std::size_t> clients_ = 0;
};

} // namespace ocp::live
