#pragma once

#include "payment/model/payment.h"
#include "platform/db/reader.h"

#include <optional>
#include <string_view>
#include <vector>

namespace ocp::payment {

/// The order's row is locked. Answers the refund, `Asked`.
RefundId add_refund(db::Transaction&, Refund const&, std::optional<UserId> by);

std::optional<Refund> find_refund(db::Reader const&, RefundId);
/// The same, its row locked.
std::optional<Refund> lock_refund(db::Transaction&, RefundId);
/// All of an order's, the oldest first.
std::vector<Refund> refunds_of(db::Reader const&, OrderId);
std::vector<Refund> refunds_of_intent(db::Reader const&, std::string_view intent);
/// Those before `before`, the newest first.
std::vector<Refund> refunds_before(db::Reader const&, RefundId before, int limit);

/// Under way, or failed and not wholly given at the till; the youngest first, 100 at most.
std::vector<Refund> refunds_to_watch(db::Reader const&, PizzeriaId);

/// False when it is not in `from` any more.
bool move_refund(db::Transaction&, RefundId, Refund::State from, Refund::State to,
    std::string_view provider_refund, Instant at);

std::string_view slug(Cause);

} // namespace ocp::payment
