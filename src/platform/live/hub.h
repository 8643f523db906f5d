#pragma once

#include "platform/db/database.h"
#include "platform/http/response.h"
#include "platform/outbox/outbox.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::live {

/// Reads the outbox once for the whole process and hands each event to those who asked for its stream.
///
/// A client gets every committed event of its streams after its cursor, in commit order, at least once; what
/// it may have missed makes it `event: reset`, and it loads the state again. Heartbeat `event: pouls` every
/// 10 s. A slow reader is dropped at 64 KB and resumes.
///
/// On the wire an event is its cursor as `id`, its kind as `event`, and as `data` its body with its stream
/// added:
/// `{"stream":"shop:3","order":42}`.
class Hub {
public:
    struct Options {
        std::chrono::milliseconds poll{100};
        std::chrono::seconds heartbeat{10};
        std::chrono::seconds reauthorise{30};
        std::size_t kept_events = 4096; ///< recent events in memory, so that resuming costs no query
        std::size_t replayed_events
            = 20'000; ///< read again for one client at most; who missed more gets `reset`
        /// Told when the outbox cannot be read or a listener threw; the hub goes on by itself.
        std::function<void(std::string_view)> trouble{};
    };
    Hub(db::Database& database, Options options);
    ~Hub();
    Hub(Hub const&) = delete;
    Hub& operator=(Hub const&) = delete;

    /// Finds its place in the outbox, then follows it in its thread: no change after this call goes unheard,
    /// and what is read of the database from here on may be kept until an event says otherwise. While the
    /// database does not answer, the thread goes on looking for the place.
    void start();
    /// Ends every stream with `retry: 200`, then the thread.
    void stop();

    /// Called in the hub's thread with each event, before clients get it: caches, listeners inside the
    /// process. Register before `start`; must not block for long. An event of the stream "outbox" says that
    /// the database is another one now (a restore): forget everything.
    void listen(std::function<void(outbox::Delivered const&)> listener);

    struct Subscription {
        std::vector<std::string> streams; ///< "shop:3" has "shop:3/order:42" in it
        std::string last_event_id; ///< Last-Event-ID, or `from` of the first connection; may be ""
        std::function<bool()> still_allowed; ///< asked every 30 s in the hub's thread; may read the database
    };
    /// The response that opens the stream. 503 when stopping.
    http::Response subscribe(Subscription subscription);

    /// Every change committed before this moment has been told to the listeners; for caches that promise
    /// freshness.
    std::chrono::steady_clock::time_point caught_up_at() const;
    /// Whether the listeners were told everything up to there. Another process may be faster.
    bool has_told(outbox::Cursor const&) const;
    std::size_t clients() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace ocp::live
