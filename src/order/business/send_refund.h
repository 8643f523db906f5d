#pragma once

#include "clients/stripe/stripe.h"
#include "order/business/place_order.h"
#include "payment/model/payment.h"

#include <optional>
#include <string>

namespace ocp::order {

/// How far something that only Stripe can do has come.
struct Progress {
    enum class Outcome {
        Done,
        Later, ///< not now: `trouble` says why
        Stuck, ///< never by itself: somebody must see to it
    };
    Outcome outcome = Outcome::Done;
    std::optional<stripe::Trouble> trouble = {};
};

/// Sends a refund that was decided, and writes it into the ledger once Stripe has taken it; both once,
/// however often and by however many servers this is done. Never part of a transaction.
Progress send_refund(OrderDesk const&, RefundId, int tries, Instant at);

/// Looks what became of the refunds of a payment: those that arrived, those that the card's bank sent back
/// (the money is ours again, and somebody must see to it: Stuck), and those that somebody made at Stripe by
/// hand, which are written into the ledger. Stuck too when one arrived after all that had come back: nothing
/// is written of it, since it may have been given back another way.
Progress follow_refunds(OrderDesk const&, std::string const& payment_intent, int tries, Instant at);

} // namespace ocp::order
