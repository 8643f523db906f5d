#pragma once

#include "base/clock.h"
#include "platform/db/reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::outbox {

/// What happened, written in the transaction that made it happen: nothing is announced that was not
/// committed.
struct Event {
    std::string stream; ///< who may read it: "shop:3", "order:42", "menu:3", "catalogue"
    std::string kind; ///< "order.accepted"
    std::string body; ///< small JSON, no personal data
};

/// The last statement of a transaction's work, please: rows taken later would be locked longer.
/// Throws std::logic_error when a stream or kind is empty or has a control character, or a body is no JSON
/// object.
void append(db::Transaction& tx, std::vector<Event> const& events, Instant at);

/// A place in the order of commits: everything at or before it has been seen.
/// Text form `<epoch>-<x>-<id>`, used as the id of Server-Sent Events.
struct Cursor {
    std::string epoch;
    std::int64_t xid = 0;
    std::int64_t id = 0;
    friend auto operator<=>(Cursor const&, Cursor const&) = default;
};
std::string to_text(Cursor const& cursor);
/// Nothing when it is not such a text.
std::optional<Cursor> cursor_from(std::string_view text);

struct Delivered {
    Cursor cursor;
    Event event;
    Instant at;
};

/// Where a reader that begins now stands: all committed before is behind it. Call it in the same snapshot as
/// the state it goes with.
Cursor now_cursor(db::Reader const& reader);
/// Up to `limit` events after the cursor, in an order in which none can appear later before one already given
/// (reliability.md §2.1).
std::vector<Delivered> after(db::Reader const& reader, Cursor const& cursor, std::size_t limit);
/// What `after` answers, and how far it could see.
struct Batch {
    std::vector<Delivered> events;
    std::string epoch;
    /// Every transaction below `settled` is over, and its events were looked at; every one that has committed
    /// so far is below `begun`. So once `settled` reaches a `begun` of earlier, all that was committed then
    /// is read.
    std::int64_t settled = 0, begun = 0;
};
Batch batch_after(db::Reader const& reader, Cursor const& cursor, std::size_t limit);
/// False when the cursor is of another epoch, older than the oldest kept event or from the future: the reader
/// starts afresh.
bool can_resume(db::Reader const& reader, Cursor const& cursor);

/// Begins another life of the outbox, after a restore: no cursor given out before can be resumed. Events
/// whose transaction number lies ahead, for they come from another server, are taken to be of this
/// transaction.
void begin_epoch(db::Transaction& tx, std::string_view epoch);

/// Forgets events older than `before`, `limit` at most; the newest of them stays and tells where history
/// begins.
std::int64_t prune(db::Transaction& tx, Instant before, std::int64_t limit);

} // namespace ocp::outbox
