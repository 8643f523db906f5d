#pragma once

#include "payment/model/payment.h"
#include "platform/db/reader.h"

#include <optional>
#include <string_view>
#include <vector>

namespace ocp::payment {

/// The next attempt of an order, whose row is locked; its key is made of it.
Attempt add_attempt(
    db::Transaction&, OrderId, std::optional<std::int64_t> amendment, Money amount, Instant at);

std::optional<Attempt> find_attempt(db::Reader const&, AttemptId);
std::optional<Attempt> attempt_of_key(db::Reader const&, std::string_view key);
std::optional<Attempt> attempt_of_session(db::Reader const&, std::string_view session);
/// Whose money it is that came with this payment; nothing when it is none of ours.
std::optional<Attempt> attempt_of_intent(db::Reader const&, std::string_view intent);
/// The last one, for the order or for that amendment of it.
std::optional<Attempt> last_attempt(db::Reader const&, OrderId, std::optional<std::int64_t> amendment);
/// Those on which somebody may still pay: created or open.
std::vector<Attempt> attempts_under_way(db::Reader const&, OrderId);
/// Those before `before`, the newest first.
std::vector<Attempt> attempts_before(db::Reader const&, AttemptId before, int limit);

/// Stripe has answered. False when it is no longer `Created`.
bool open_attempt(db::Transaction&, AttemptId, std::string_view session, std::string_view intent,
    std::string_view url, Instant at);
/// Stripe had made a session of one that was taken for a failure. It stays one until there is money.
void name_session(db::Transaction&, AttemptId, std::string_view session, std::string_view intent, Instant at);
/// Nobody will pay by it. False when it is no longer `Created`: somebody may know where to pay.
bool fail_attempt(db::Transaction&, AttemptId, Instant at);
/// False when it ended before.
bool end_attempt(db::Transaction&, AttemptId, Attempt::State, Instant at);
/// Money came on one that had ended. False when it is paid already.
bool mark_paid_late(db::Transaction&, AttemptId, Instant at);

} // namespace ocp::payment
