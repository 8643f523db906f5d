#pragma once

#include "account/model/user.h"
#include "base/result.h"
#include "order/model/order.h"
#include "payment/business/tender_rules.h"
#include "payment/model/payment.h"
#include "platform/db/database.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// What becomes of goods already used when a manager aborts an order.
enum class Goods { BackToStock, Lost };
/// Who is to blame that an order could not be delivered: when it is us, what was paid goes back.
enum class Fault { Theirs, Ours };

struct StepRequest {
    OrderId order;
    PizzeriaId shop; ///< from the caller's rights: an order of another shop is not found
    Action action;
    Actor actor;
    std::optional<UserId> by; ///< nothing: the bank, or time
    Instant at;
    std::string reason = {};
    std::optional<payment::Tender> collected = std::nullopt; ///< money taken with this step, all that is due
    std::optional<payment::Entry> banked = std::nullopt; ///< money that the bank says is there
    Goods goods = Goods::Lost;
    Fault fault = Fault::Theirs;
};

/// Takes an order one line further in the lifecycle table, with everything that line implies: stock, money,
/// queue, history, event; one transaction.
///
/// What was paid for an order that comes to nothing goes back by itself (spec §3). Who took the step a moment
/// before and asks for it again, because the answer was lost, is told that it is done; nothing happens twice.
///
/// Refused, with nothing changed: UnknownThing, TakenBySomeoneElse (the step was taken a moment before by
/// another), NoSuchStep, NotAllowed, AmountDue, ReasonMissing, OutOfStock (then the shop may refuse the order
/// instead), AmountWrong, VoucherForAlcohol, VoucherLimit.
Result<Status> advance_order(db::Database&, StepRequest const&);
/// The same, as part of a deed: the last of its transaction.
Result<Status> take_step(db::Transaction&, StepRequest const&);

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
