#pragma once

#include "account/model/user.h"
#include "base/result.h"
#include "order/model/order.h"
#include "payment/model/payment.h"
#include "platform/db/database.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// What becomes of goods already used when a manager aborts an order.
enum class Goods { BackToStock, Lost };

struct StepRequest {
    OrderId order;
    PizzeriaId shop; ///< from the caller's rights: an order of another shop is not found
    Action action;
    Actor actor;
    UserId by;
    Instant at;
    std::string reason = {};
    std::optional<payment::Means> collected = std::nullopt; ///< money taken with this step, all that is due
    Goods goods = Goods::Lost;
};

/// Takes an order one line further in the lifecycle table, with everything that line implies: stock, money,
/// queue, history, event; one transaction.
///
/// Refused, with nothing changed: UnknownThing, TakenBySomeoneElse (the step was taken a moment before by
/// another), NoSuchStep, NotAllowed, AmountDue, ReasonMissing, OutOfStock (then the shop may refuse the order
/// instead).
Result<Status> advance_order(db::Database&, StepRequest const&);

/// Which of several orders said no, and why.
struct RefusedOrder {
    OrderId order;
    Refusal refusal;
};
/// The driver leaves with several orders: all or none.
tl::expected<void, RefusedOrder> depart_with(
    db::Database&, std::vector<OrderId> const&, PizzeriaId, Actor, UserId driver, Instant at);

/// How a held role acts on orders.
Actor actor_for(account::Role);

} // namespace ocp::order
