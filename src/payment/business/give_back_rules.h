#pragma once

#include "payment/model/payment.h"

#include <map>
#include <vector>

namespace ocp::payment {

/// What was taken on reception and not given back since; `ledger`: all lines of an order.
Money left_on_reception(std::vector<Entry> const& ledger);

/// The lines that give so much of it back, each in the means it came in: below zero, together exactly the
/// amount. The amount is above zero and at most what is left.
std::vector<Entry> entries_back(std::vector<Entry> const& ledger, Money amount);

/// What was given of a refund at the till, because its card did not take it.
Money given_at_the_till(std::vector<Entry> const& ledger, RefundId);

/// Of each refund of an order that its card did not take: what nobody has given back another way, at the till
/// or by a later refund, whose matter it is from then on, even should it fail too. Those of a later change
/// or second payment are about other money. `refunds`: all of the order, the oldest first; `left`: what was
/// paid online and is not on its way back, more than which is not owed.
std::map<RefundId, Money> still_to_give_back(
    std::vector<Refund> const& refunds, std::vector<Entry> const& ledger, Money left);

/// How far the money that goes back to a customer has come.
struct GoingBack {
    Money on_its_way; ///< the bank does not say yet that it is there
    Money on_card;
    Money in_cash; ///< given at the till for what the card did not take
    Money open; ///< the card did not take it, and nobody has given it back another way
    bool operator==(GoingBack const&) const = default;
};
/// Of the same as still_to_give_back.
GoingBack going_back(std::vector<Refund> const& refunds, std::vector<Entry> const& ledger, Money left);

} // namespace ocp::payment
