#pragma once

#include "base/clock.h"
#include "clients/stripe/event.h"
#include "platform/db/database.h"

namespace ocp::payment {

/// Takes in what a webhook tells, before it is acknowledged: the event once, and what has to be looked at
/// because of it, in one transaction. What is told is not believed but asked for (integrations.md §2), so
/// that order, repetition and shape of events do not matter. False when there is nothing to look at: it came
/// before, or tells of something that we do not follow.
bool take_event(db::Database&, stripe::Event const&, Instant at);

} // namespace ocp::payment
