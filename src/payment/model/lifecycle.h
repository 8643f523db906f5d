#pragma once

#include "base/words.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ocp::payment {

/// How it stands with the money of an order, apart from the order's own life (data.md).
enum class Status { Unpaid, Authorising, Failed, Paid, PartlyRefunded, Refunded, WrittenOff };
inline constexpr std::size_t status_count = 7;

enum class Action {
    Authorise, ///< the customer is sent to the bank's page
    Fail, ///< nobody pays there any more
    Pay, ///< the bank says that the money is there
    Collect, ///< taken on reception
    Raise, ///< the order became dearer, and the difference was paid
    RefundPart,
    RefundAll,
    RefundFails, ///< money that was given back came home again
    WriteOff, ///< a manager gives up what is due
};
inline constexpr std::size_t action_count = 9;

struct Step {
    Status from;
    Action action;
    Status to;
};

// clang-format off
/// The life of a payment; docs/lifecycle.md is made of it.
inline constexpr auto lifecycle = [] {
    using enum Status;
    using A = Action;
    return std::to_array<Step>({
        {Unpaid,         A::Authorise,   Authorising},
        {Authorising,    A::Authorise,   Authorising},
        {Authorising,    A::Fail,        Failed},
        {Failed,         A::Authorise,   Authorising},
        {Authorising,    A::Pay,         Paid},
        {Failed,         A::Pay,         Paid},
        {Unpaid,         A::Collect,     Paid},
        {Unpaid,         A::WriteOff,    WrittenOff},
        {WrittenOff,     A::Collect,     Paid},
        {Paid,           A::Raise,       Paid},
        {PartlyRefunded, A::Raise,       PartlyRefunded},
        {Paid,           A::RefundPart,  PartlyRefunded},
        {Paid,           A::RefundAll,   Refunded},
        {PartlyRefunded, A::RefundPart,  PartlyRefunded},
        {PartlyRefunded, A::RefundAll,   Refunded},
        {Refunded,       A::Raise,       PartlyRefunded},
        {Refunded,       A::Pay,         Paid},
        {PartlyRefunded, A::RefundFails, PartlyRefunded},
        {Refunded,       A::RefundFails, PartlyRefunded},
    });
}();
// clang-format on

constexpr std::optional<Status> after(Status from, Action action)
{
    for (auto const& step : lifecycle)
        if (step.from == from && step.action == action) return step.to;
    return std::nullopt;
}

/// Nothing is due any more, whatever was given back since.
constexpr bool is_settled(Status status)
{
    return status == Status::Paid || status == Status::PartlyRefunded || status == Status::Refunded
        || status == Status::WrittenOff;
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
static_assert(!after(Status::Unpaid, Action::RefundPart), "nothing is given back that never came");
static_assert(!after(Status::Paid, Action::Collect), "nothing is taken twice");

/// The word in the database, and what people read.
std::string_view slug(Status status);
std::string_view slug(Action action);
Noted name(Status status); ///< «réglée»
std::optional<Status> status_from(std::string_view slug);

} // namespace ocp::payment
