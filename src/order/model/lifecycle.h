#pragma once

#include "base/words.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ocp::order {

/// Every status of an order (data.md). `New` is where an order stands before it exists.
enum class Status {
    New,
    AwaitingPayment,
    Pending,
    InPreparation,
    Ready,
    InDelivery,
    Delivered,
    PickedUp,
    Refused,
    Cancelled,
    Expired,
    NotDelivered,
};
inline constexpr std::size_t status_count = 12;

enum class Action {
    PlaceUnpaid,
    Place,
    Pay,
    Expire,
    Amend,
    Cancel,
    Refuse,
    Accept,
    Finish,
    Abort,
    Depart,
    Deliver,
    Fail,
    HandOver,
    Correct,
};
inline constexpr std::size_t action_count = 15;

/// Who takes a step. An administrator acts as the manager of every shop.
enum class Actor { Customer, Pizzaiolo, Driver, Manager, Bank, System };
inline constexpr std::size_t actor_count = 6;

/// What the step does to the stock.
enum class StockEffect { None, Hold, MoveHolds, Release, Consume, ReturnOrLose, Lose, Inverse };

/// What must hold beside status and actor.
enum class Condition { None, DeliveryOnly, PickupOnly };
enum class Settled { Any, NothingDue };
enum class Reason { None, Required };

struct Actors {
    unsigned bits;
    constexpr bool has(Actor actor) const { return (bits >> static_cast<unsigned>(actor) & 1U) != 0; }
};
template <class... A>
constexpr Actors by(A... actors)
{
    return {((1U << static_cast<unsigned>(actors)) | ...)};
}

struct Step {
    Status from;
    Action action;
    Status to;
    Actors actors;
    StockEffect stock;
    Condition condition;
    Settled settled;
    Reason reason;
    std::string_view event;
};

// clang-format off
/// The life of an order: buttons, rights, the exhaustive test and docs/lifecycle.md derive from this table alone.
inline constexpr auto lifecycle = [] {
    using enum Status;
    using enum Actor;
    using A = Action;
    using S = StockEffect;
    using C = Condition;
    using P = Settled;
    using R = Reason;
    return std::to_array<Step>({
        {New,             A::PlaceUnpaid, AwaitingPayment, by(Customer),                     S::Hold,         C::None,         P::Any,        R::None,     "order.placed_unpaid"},
        {New,             A::Place,       Pending,         by(Customer, Pizzaiolo, Manager), S::Hold,         C::None,         P::Any,        R::None,     "order.placed"       },
        {AwaitingPayment, A::Pay,         Pending,         by(Bank),                         S::None,         C::None,         P::NothingDue, R::None,     "order.placed"       },
        {AwaitingPayment, A::Expire,      Expired,         by(System),                       S::Release,      C::None,         P::Any,        R::None,     "order.expired"      },
        {AwaitingPayment, A::Cancel,      Cancelled,       by(Customer),                     S::Release,      C::None,         P::Any,        R::None,     "order.cancelled"    },
        {Pending,         A::Amend,       Pending,         by(Customer, Pizzaiolo, Manager), S::MoveHolds,    C::None,         P::Any,        R::None,     "order.amended"      },
        {Pending,         A::Cancel,      Cancelled,       by(Customer, Manager),            S::Release,      C::None,         P::Any,        R::None,     "order.cancelled"    },
        {Pending,         A::Refuse,      Refused,         by(Pizzaiolo, Manager),           S::Release,      C::None,         P::Any,        R::Required, "order.refused"      },
        {Pending,         A::Accept,      InPreparation,   by(Pizzaiolo, Manager),           S::Consume,      C::None,         P::Any,        R::None,     "order.accepted"     },
        {InPreparation,   A::Finish,      Ready,           by(Pizzaiolo, Manager),           S::None,         C::None,         P::Any,        R::None,     "order.ready"        },
        {InPreparation,   A::Abort,       Cancelled,       by(Manager),                      S::ReturnOrLose, C::None,         P::Any,        R::Required, "order.cancelled"    },
        {Ready,           A::Abort,       Cancelled,       by(Manager),                      S::ReturnOrLose, C::None,         P::Any,        R::Required, "order.cancelled"    },
        {Ready,           A::Depart,      InDelivery,      by(Driver, Manager),              S::None,         C::DeliveryOnly, P::Any,        R::None,     "order.departed"     },
        {InDelivery,      A::Deliver,     Delivered,       by(Driver, Manager),              S::None,         C::DeliveryOnly, P::NothingDue, R::None,     "order.delivered"    },
        {InDelivery,      A::Fail,        NotDelivered,    by(Driver, Manager),              S::Lose,         C::DeliveryOnly, P::Any,        R::Required, "order.not_delivered"},
        {Ready,           A::HandOver,    PickedUp,        by(Pizzaiolo, Manager),           S::None,         C::PickupOnly,   P::NothingDue, R::None,     "order.picked_up"    },
        {InPreparation,   A::Correct,     Pending,         by(Manager),                      S::Inverse,      C::None,         P::Any,        R::Required, "order.corrected"    },
        {Ready,           A::Correct,     InPreparation,   by(Manager),                      S::None,         C::None,         P::Any,        R::Required, "order.corrected"    },
        {InDelivery,      A::Correct,     Ready,           by(Manager),                      S::None,         C::None,         P::Any,        R::Required, "order.corrected"    },
    });
}();
// clang-format on

constexpr std::optional<Step> find_step(Status from, Action action)
{
    for (auto const& step : lifecycle)
        if (step.from == from && step.action == action) return step;
    return std::nullopt;
}

/// No step leads out of it.
constexpr bool is_final(Status status)
{
    for (auto const& step : lifecycle)
        if (step.from == status) return false;
    return true;
}

constexpr bool each_step_is_unique()
{
    for (std::size_t i = 0; i < lifecycle.size(); ++i)
        for (std::size_t j = i + 1; j < lifecycle.size(); ++j)
            if (lifecycle[i].from == lifecycle[j].from && lifecycle[i].action == lifecycle[j].action)
                return false;
    return true;
}

static_assert(each_step_is_unique(), "one status and one action lead to one place");
static_assert(is_final(Status::Delivered) && is_final(Status::PickedUp) && is_final(Status::Refused)
    && is_final(Status::Cancelled) && is_final(Status::Expired) && is_final(Status::NotDelivered));
static_assert(!find_step(Status::InPreparation, Action::Cancel), "a customer cancels only what is not begun");
static_assert(!find_step(Status::Ready, Action::Accept), "a ready order is not accepted again");
static_assert(!find_step(Status::Pending, Action::Finish), "no step is skipped");

/// The word in the database, and what people read.
std::string_view slug(Status status);
std::string_view slug(Action action);
Noted name(Status status); ///< «en préparation»
std::optional<Status> status_from(std::string_view slug);

} // namespace ocp::order
