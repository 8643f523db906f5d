#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "order/business/work_line_rules.h"
#include "order/model/lifecycle.h"
#include "order/model/plan.h"
#include "pizzeria/business/opening_rules.h"
#include "pizzeria/model/pizzeria.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ocp::order {

/// When the customer is told to expect the order.
struct Promise {
    Instant from;
    Instant to;
};

/// What an order asks of a shop.
struct Load {
    std::int64_t points; ///< to make it
    std::int64_t pizzas; ///< to bake
    pizzeria::Mode mode;
    std::int64_t distance_m; ///< 0 for a pickup
};

/// A promise, and the work that keeps it.
struct Slotted {
    Promise promise;
    Plan plan;
};

/// A time somebody may choose.
struct Offer {
    Promise promise;
    bool full; ///< the shop could not keep it beside what it has promised already
};

/// Work that should have been done longer ago than this nobody waits for any more.
inline constexpr std::chrono::milliseconds forgotten_after = std::chrono::hours{3};

/// What an order of that status still takes of its plan: the kitchen's part until it is ready, the driver's
/// until it is handed over.
Plan still_taken(Plan const&, Status);

/// A plan from which so much of the kitchen's work is gone, its earliest first.
Plan lessened(Plan, std::int64_t points, std::int64_t pizzas);

/// What is promised of an order of which the kitchen learns only now, because it is paid only now: the same
/// while there is time to make and bring it, else as soon as that. Its place in the shop's plan stays its
/// own.
Promise promised_when_paid(Promise const&, Plan const&, Instant at);

/// One service of a shop as far as it lies ahead: what can still be promised in it (spec §4 Place an order,
/// ADR 20).
///
/// Everything is made in it, at the shop's pace, and nothing is handed over after its end. The road is driven
/// at 18 km/h, with five minutes to park and climb; a driver takes several orders on one tour, so that each
/// costs the way there. Promises lie on five minutes and are ten minutes wide.
class Schedule {
public:
    /// `taken`: what the shop's orders take, from `forgotten_after` ago on.
    Schedule(pizzeria::Capacity const&, Plan const& taken, pizzeria::Service const&,
        std::optional<Instant> busy_until, Instant now);

    /// As soon as possible: the work fills what is free from now on. While the shop is busy, twenty minutes
    /// more. ShopFull when it cannot be made before the end, ShopClosed when it would come after it.
    Result<Slotted> soonest(Load const&) const;

    /// At a chosen time: made just before it, so that nothing waits and gets cold. SlotFull when the
    /// shop cannot, or the time is none that `offers` has.
    Result<Slotted> at(Load const&, Instant wanted) const;

    /// The whole tens of minutes after the soonest time, to the end of the service.
    std::vector<Offer> offers(Load const&) const;

    /// More work for an order that is promised already: at its time when that still goes, else as little
    /// later as the shop can. `plan` is of the added work. ShopFull when it cannot before the end.
    Result<Slotted> stretched(Promise const&, Load const& more) const;

private:
    Result<Slotted> later_at(Load const&, Instant wanted) const;
    std::optional<Plan> made_by(Load const&, Instant ready) const;

    pizzeria::Capacity capacity_;
    pizzeria::Service service_;
    Instant begin_;
    bool busy_;
    WorkLine hands_, oven_, drivers_;
};

/// How long the way from the shop to its customer takes; nothing for a pickup.
std::chrono::milliseconds way_to(Load const&);

} // namespace ocp::order
