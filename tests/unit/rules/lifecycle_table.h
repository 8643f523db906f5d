#pragma once

#include "order/model/lifecycle.h"

#include <algorithm>
#include <vector>

namespace ocp::order::specification {

/// The life of an order once more, copied by hand from the specification (data.md) and not from the program.
struct Row {
    Status from;
    Action action;
    Status to;
    std::vector<Actor> who;
    StockEffect stock;
    Condition condition = Condition::None;
    Settled settled = Settled::Any;
    Reason reason = Reason::None;

    bool for_actor(Actor actor) const { return std::find(who.begin(), who.end(), actor) != who.end(); }
};

inline std::vector<Row> const& life()
{
    using enum Status;
    using enum Actor;
    using A = Action;
    using S = StockEffect;
    static std::vector<Row> const rows{
        {New, A::PlaceUnpaid, AwaitingPayment, {Customer}, S::Hold},
        {New, A::Place, Pending, {Customer, Pizzaiolo, Manager}, S::Hold},
        {AwaitingPayment, A::Pay, Pending, {Bank}, S::None, Condition::None, Settled::NothingDue},
        {AwaitingPayment, A::Expire, Expired, {System}, S::Release},
        {AwaitingPayment, A::Cancel, Cancelled, {Customer}, S::Release},
        {Pending, A::Amend, Pending, {Customer, Pizzaiolo, Manager}, S::MoveHolds},
        {Pending, A::Cancel, Cancelled, {Customer, Manager}, S::Release},
        {Pending, A::Refuse, Refused, {Pizzaiolo, Manager}, S::Release, Condition::None, Settled::Any,
            Reason::Required},
        {Pending, A::Accept, InPreparation, {Pizzaiolo, Manager}, S::Consume},
        {InPreparation, A::Finish, Ready, {Pizzaiolo, Manager}, S::None},
        {InPreparation, A::Abort, Cancelled, {Manager}, S::ReturnOrLose, Condition::None, Settled::Any,
            Reason::Required},
        {Ready, A::Abort, Cancelled, {Manager}, S::ReturnOrLose, Condition::None, Settled::Any,
            Reason::Required},
        {Ready, A::Depart, InDelivery, {Driver, Manager}, S::None, Condition::DeliveryOnly},
        {InDelivery, A::Deliver, Delivered, {Driver, Manager}, S::None, Condition::DeliveryOnly,
            Settled::NothingDue},
        {InDelivery, A::Fail, NotDelivered, {Driver, Manager}, S::Lose, Condition::DeliveryOnly, Settled::Any,
            Reason::Required},
        {Ready, A::HandOver, PickedUp, {Pizzaiolo, Manager}, S::None, Condition::PickupOnly,
            Settled::NothingDue},
        {InPreparation, A::Correct, Pending, {Manager}, S::Inverse, Condition::None, Settled::Any,
            Reason::Required},
        {Ready, A::Correct, InPreparation, {Manager}, S::None, Condition::None, Settled::Any,
            Reason::Required},
        {InDelivery, A::Correct, Ready, {Manager}, S::None, Condition::None, Settled::Any, Reason::Required},
    };
    return rows;
}

inline Row const* step_from(Status from, Action action)
{
    for (auto const& row : life())
        if (row.from == from && row.action == action) return &row;
    return nullptr;
}

} // namespace ocp::order::specification
