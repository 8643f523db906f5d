#pragma once

#include "platform/live/wire.h"

#include <cstddef>
#include <deque>
#include <string>

namespace ocp::live {

/// An event as it is handed out: encoded once.
struct Told {
    outbox::Cursor cursor;
    std::string stream;
    Bytes bytes;
};

/// The recent events, so that a client that was away for a moment resumes without a query.
class History {
public:
    explicit History(std::size_t most)
        : most_{most}
    {
    }

    /// Forgets everything; from now on it holds what comes after `from`.
    void begin(outbox::Cursor const& from);
    void add(Told told);
    /// Whether everything after `cursor` is here, up to the newest event.
    bool covers(outbox::Cursor const& cursor) const;

    using Place = std::deque<Told>::const_iterator;
    /// The first event after `cursor`.
    Place after(outbox::Cursor const& cursor) const;
    Place end() const { return events_.end(); }

private:
    std::size_t most_;
    outbox::Cursor from_;
    std::deque<Told> events_;
};

} // namespace ocp::live
