#pragma once

#include "order/model/plan.h"

#include <map>
#include <optional>
#include <vector>

namespace ocp::order {

/// One thing a shop has so much of in ten minutes: hands at the make-line, room in its oven, drivers' time.
/// What is free of it, slot by slot, from a moment to the end of a service.
class WorkLine {
public:
    /// `part` of what is `taken`. What should have been done before `from` is still to be done, and is done
    /// first; so is what a slot has taken beyond its room. What should have been done before `forgotten` is
    /// not.
    WorkLine(std::int64_t per_slot, Plan const& taken, std::int64_t Work::*part, Instant forgotten,
        Instant from, Instant to);

    struct Found {
        Instant done;
        std::map<Instant, std::int64_t> slots; ///< how much of each
    };
    /// As early as possible from that moment on. Nothing when there is not enough room before the end.
    std::optional<Found> soonest(std::int64_t amount, Instant from) const;
    /// As late as possible, between two moments.
    std::optional<Found> latest(std::int64_t amount, Instant from, Instant by) const;

private:
    struct Piece {
        Instant from, to; ///< within one slot
        std::int64_t room; ///< of the whole piece
        std::int64_t used;
        std::int64_t free() const { return room - used; }
    };
    std::int64_t room_between(Instant from, Instant to) const;

    std::int64_t per_slot_;
    std::vector<Piece> pieces_;
};

} // namespace ocp::order
