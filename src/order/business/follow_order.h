#pragma once

#include "base/result.h"
#include "order/business/place_order.h"
#include "order/model/order.h"
#include "payment/business/give_back_rules.h"
#include "payment/model/ledger.h"
#include "platform/outbox/outbox.h"

#include <string>
#include <vector>

namespace ocp::order {

/// An order as of one moment, with the cursor of that moment for the live stream.
struct Followed {
    OrderView order;
    std::vector<StepTaken> steps;
    payment::GoingBack going_back;
    /// What is to be paid online, until when: the order, or what its customer adds to it.
    struct ToPay {
        Money amount;
        Instant until;
        bool is_difference;
    };
    std::optional<ToPay> to_pay;
    std::vector<payment::ReceiptHead> receipts;
    outbox::Cursor cursor;
};
/// The order behind an unguessable link, or UnknownThing (spec §4 My orders).
Result<Followed> follow_order(db::Database&, std::string_view tracking_token);

/// Counts a link of no order; false when the client has asked for so many that it guesses.
bool count_unknown_link(OrderDesk const&, std::string_view client_address, Instant at);

/// An order as a letter tells of it; nothing when it is gone.
struct Told {
    OrderView order;
    std::vector<StepTaken> steps;
    payment::GoingBack going_back;
    std::vector<payment::ReceiptHead> receipts;
};
std::optional<Told> order_to_tell(db::Database&, OrderId);

/// Cancels on the customer's word while the kitchen has not accepted; else NoSuchStep, order untouched.
/// Answers the order as it was before.
Result<OrderFacts> cancel_by_link(db::Database&, std::string_view tracking_token, Instant at);

/// The person's newest order.
std::optional<OrderView> last_own_order(db::Database&, UserId);
/// The person's orders, the newest first, those before `before` alone; 50 at most.
std::vector<OrderView> own_orders(db::Database&, UserId, std::optional<OrderId> before = std::nullopt);

} // namespace ocp::order
