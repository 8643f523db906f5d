#pragma once

#include "base/clock.h"
#include "clients/stripe/event.h"
#include "clients/stripe/signature.h"
#include "platform/db/database.h"

#include <string>
#include <vector>

namespace ocp::payment {

/// Which deliveries are Stripe's, and ours.
struct Webhook {
    std::vector<std::string> secrets; ///< any of them, several while one takes over; none: nothing is
    bool is_live = false; ///< whether events of real money are ours, or those of none
};

enum class Taken {
    Forged, ///< Stripe has not signed it, or too long ago
    Ignored, ///< of another kind, of the other world's money, or known: acknowledged all the same
    New, ///< there is something to look at
};

/// Takes in what came to the webhook, before it is acknowledged: the event once, and what has to be looked at
/// because of it, in one transaction. What is told is not believed but asked for (integrations.md §2), so
/// that order, repetition and shape of events do not matter.
Taken take_delivery(db::Database&, Webhook const&, stripe::Delivery const&, Instant at);

/// The same for an event that is genuine; false when there is nothing to look at.
bool take_event(db::Database&, stripe::Event const&, Instant at);

} // namespace ocp::payment
