#pragma once

#include "platform/db/database.h"
#include "platform/http/response.h"
#include "platform/outbox/outbox.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ocp::live {

/// Reads the outbox once for the whole process and hands each event to those who asked for its stream.
///
/// A client gets every committed event of its streams after its cursor, in commit order, at least once; what it
/// may have missed makes it `event: reset`, and it loads the state again. Heartbeat `event: pouls` every 10 s.
/// A slow reader is dropped at 64 KB and resumes.
class Hub {
public:
    struct Options {
        std::chrono::milliseconds poll{100};
        std::chrono::seconds heartbeat{10};
        std::chrono::seconds reauthorise{30};
        std::size_t kept_events = 4096;    ///< recent events in memory, so that resuming costs no query
    };
    Hub(db::Database& database, Options options);
    ~Hub();
    Hub(Hub const&) = delete;
    Hub& operator=(Hub const&) = delete;

    void start();
    /// Ends every stream with `retry: 200`, then the thread.
    void stop();

    /// Called in the hub's thread with each event, before clients get it: caches, listeners inside the process.
    /// Register before `start`; must not block for long.
    void listen(std::function<void(outbox::Delivered const&)> listener);

    struct Subscription {
        std::vector<std::string> streams;
        std::string last_event_id;              ///< Last-Event-ID, or `from` of the first connection; may be ""
        std::function<bool()> still_allowed;    ///< asked every 30 s in the hub's thread; may read the database
    };
    /// The response that opens the stream. 503 when stopping.
    http::Response subscribe(Subscription subscription);

    /// When the outbox was last read to its end, for caches that promise freshness; monotonic clock.
    std::chrono::steady_clock::time_point caught_up_at() const;
    std::size_t clients() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace ocp::live
