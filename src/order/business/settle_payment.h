#pragma once

#include "clients/stripe/stripe.h"
#include "order/business/place_order.h"
#include "order/business/send_refund.h"

#include <optional>
#include <string>

namespace ocp::order {

/// What became of a payment page.
struct Settlement {
    enum class Outcome {
        Waiting, ///< nobody has paid yet, and somebody still may
        Over, ///< nobody has paid, and nobody can any more
        Paid, ///< now
        PaidBefore,
        GivenBack, ///< the money came too late, or twice: it goes back
        Odd, ///< it is paid, and not what we asked for: it goes back, and somebody must look
        NotOurs,
    };
    Outcome outcome = Outcome::NotOurs;
    std::optional<OrderFacts> order = {}; ///< as it was before; of what is ours
};

/// Believes what Stripe says of a session, and does what follows: the one place where an order becomes paid,
/// whoever came to know of it: the customer's return, an event, the end of the time to pay, the daily
/// reconciliation. The money is written into the ledger, the order goes to the kitchen and its cart is
/// emptied, or the money goes back. What was promised is promised again where payment took too long for it
/// (promised_when_paid). Any number of times, in any order.
Settlement settle_session(OrderDesk const&, stripe::Session const&, Instant at);

/// The same for a session of which only the name came: Stripe is asked. For the customer who comes back from
/// there; nothing when the session is none of ours. An order that waits for Stripe's answer stays as it is.
std::optional<Settlement> settle_on_return(OrderDesk const&, std::string const& session, Instant at);
/// For nobody who waits: Stuck when what was paid is not what was asked for.
Progress settle_by_name(OrderDesk const&, std::string const& session, Instant at);

/// Whether Stripe says that there is no such session.
bool is_unknown(stripe::Trouble const&);
/// Nobody can pay on a session that Stripe does not know; nothing when it is none of ours.
void forget_session(OrderDesk const&, std::string const& session, Instant at);

} // namespace ocp::order
