#include "platform/live/history.h"

#include <algorithm>

namespace ocp::live {

void History::begin(outbox::Cursor const& from)
{
    from_ = from;
    events_.clear();
}

void History::add(Told told)
{
    events_.push_back(std::move(told));
    while (events_.size() > most_) {
        from_ = events_.front().cursor;
        events_.pop_front();
    }
}

bool History::covers(outbox::Cursor const& cursor) const
{
    return cursor.epoch == from_.epoch && cursor >= from_;
}

History::Place History::after(outbox::Cursor const& cursor) const
{
    return std::upper_bound(events_.begin(), events_.end(), cursor,
        [](outbox::Cursor const& sought, Told const& told) { return sought < told.cursor; });
}

} // namespace ocp::live
