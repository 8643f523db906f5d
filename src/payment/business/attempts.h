#pragma once

#include "clients/stripe/stripe.h"
#include "payment/model/payment.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::payment {

/// The attempt by which the order, or an amendment of it, is to be paid now: the last one as long as somebody
/// may pay on it or has, a new one when it came to nothing. The order's row is locked.
Attempt attempt_for(
    db::Transaction&, OrderId, std::optional<std::int64_t> amendment, Money amount, Instant at);

/// Stripe has made the session: where the customer pays. Nothing when the attempt has ended meanwhile; then
/// nobody shall be sent there.
std::optional<std::string> note_session(db::Transaction&, AttemptId, stripe::Session const&, Instant at);
/// Nobody was ever told where to pay by it, and nobody will be. False when somebody was: the same form sent
/// twice, and the other one was answered.
bool note_failed(db::Transaction&, AttemptId, Instant at);
void note_expired(db::Transaction&, AttemptId, Instant at);
/// The money is there, be it ever so late. False when that was known before.
bool note_paid(db::Transaction&, AttemptId, Instant at);

/// Whose session it is; one that was made before we could note it is known by the key it carries. Nothing
/// when it is none of ours.
std::optional<Attempt> attempt_behind(db::Transaction&, stripe::Session const&, Instant at);
std::optional<Attempt> attempt_named(db::Reader const&, AttemptId);
std::optional<Attempt> attempt_with_session(db::Reader const&, std::string const& session);
std::optional<Attempt> attempt_with_intent(db::Reader const&, std::string const& payment_intent);
/// Those on which somebody may still pay.
std::vector<Attempt> attempts_to_close(db::Reader const&, OrderId);

/// Until when the order may be paid; then it is closed at Stripe too.
void limit_time_to_pay(db::Transaction&, OrderId, Instant end, Instant now);
/// Now, instead of later.
void end_time_to_pay(db::Transaction&, OrderId, Instant now);

} // namespace ocp::payment
