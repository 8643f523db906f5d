#include "order/business/work_line_rules.h"

#include <algorithm>

namespace ocp::order {

WorkLine::WorkLine(std::int64_t per_slot, Plan const& taken, std::int64_t Work::*part, Instant forgotten,
    Instant from, Instant to)
    : per_slot_{std::max<std::int64_t>(0, per_slot)}
{
    if (to > from) pieces_.reserve(static_cast<std::size_t>((to - from) / slot_length) + 2);
    std::int64_t waiting = 0;
    auto next = taken.lower_bound(forgotten);
    for (auto begin = from; begin < to;) {
        auto const end = std::min(slot_of(begin) + slot_length, to);
        for (; next != taken.end() && next->first < end; ++next)
            waiting += next->second.*part;
        auto const room = room_between(begin, end);
        auto const used = std::clamp<std::int64_t>(waiting, 0, room);
        pieces_.push_back({begin, end, room, used});
        waiting = std::max<std::int64_t>(0, waiting - used);
        begin = end;
    }
}

std::int64_t WorkLine::room_between(Instant from, Instant to) const
{
    return per_slot_ * (to - from).count() / slot_length.count();
}

std::optional<WorkLine::Found> WorkLine::soonest(std::int64_t amount, Instant from) const
{
    Found found{from, {}};
    for (auto const& piece : pieces_) {
        if (amount <= 0) break;
        if (piece.to <= from) continue;
        auto const begin = std::max(piece.from, from);
        auto const taken = std::min({amount, piece.free(), room_between(begin, piece.to)});
        if (taken <= 0) continue;
        // After what the slot has to do already, and not faster than the line works.
        auto const busy = (piece.to - piece.from) * (piece.used + taken) / piece.room;
        found.done = std::min(piece.to, std::max(piece.from + busy, begin + slot_length * taken / per_slot_));
        found.slots[slot_of(piece.from)] += taken;
        amount -= taken;
    }
    if (amount > 0) return std::nullopt;
    return found;
}

std::optional<WorkLine::Found> WorkLine::latest(std::int64_t amount, Instant from, Instant by) const
{
    Found found{by, {}};
    for (auto piece = pieces_.rbegin(); piece != pieces_.rend() && amount > 0; ++piece) {
        auto const begin = std::max(piece->from, from);
        auto const end = std::min(piece->to, by);
        if (end <= begin) continue;
        auto const taken = std::min({amount, piece->free(), room_between(begin, end)});
        if (taken <= 0) continue;
        found.slots[slot_of(piece->from)] += taken;
        amount -= taken;
    }
    if (amount > 0) return std::nullopt;
    return found;
}

} // namespace ocp::order
