#pragma once

#include "payment/model/payment.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::payment {

/// Money shall go back: the row, and the task by which it is sent once this is committed. The order's row is
/// locked; `refund.id` and its state do not matter.
RefundId ask_for(db::Transaction&, Refund const&, std::optional<UserId> by);
/// One that was made at Stripe by hand, as it is there.
RefundId take_over(db::Transaction&, Refund const&);

std::optional<Refund> refund_named(db::Reader const&, RefundId);
/// The same, its row locked.
std::optional<Refund> refund_locked(db::Transaction&, RefundId);
/// All of an order's, or of one payment, the oldest first.
std::vector<Refund> refunds_for(db::Reader const&, OrderId);
std::vector<Refund> refunds_with_intent(db::Reader const&, std::string const& payment_intent);
/// Those of a shop that are under way, or failed and not wholly given at the till; the youngest first, 100 at
/// most.
std::vector<Refund> refunds_to_look_at(db::Reader const&, PizzeriaId);

/// What Stripe says of it; the row is locked.
void note_refund(
    db::Transaction&, Refund const&, Refund::State now, std::string const& provider_refund, Instant at);

} // namespace ocp::payment
