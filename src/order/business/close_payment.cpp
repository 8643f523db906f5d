#include "order/business/close_payment.h"

#include "order/business/advance_order.h"
#include "order/business/await_difference.h"
#include "order/business/settle_payment.h"
#include "order/model/amendment_store.h"
#include "order/model/order_store.h"
#include "payment/business/attempts.h"

namespace ocp::order {

namespace {

using payment::Attempt;
using Outcome = Progress::Outcome;

constexpr auto patience_with_stripe = std::chrono::minutes{2};

/// The page of Stripe's on which somebody may pay; "" when nobody was ever told of one, and nobody will be.
std::string page_of(OrderDesk const& desk, Attempt const& attempt, Instant at)
{
    auto session = attempt.session;
    if (attempt.state == Attempt::State::Created)
        desk.database.in_transaction([&](db::Transaction& tx) {
            // One that somebody is told of at this very moment is closed like any other.
            auto const is_told = !payment::note_failed(tx, attempt.id, at);
            session = is_told ? payment::attempt_named(tx, attempt.id).value().session : "";
            return true;
        });
    return session;
}

/// Ends one attempt; nothing when nobody can pay on it any more.
std::optional<stripe::Trouble> close_attempt(
    OrderDesk const& desk, Attempt const& attempt, stripe::Patience patience, Instant at)
{
    auto const page = page_of(desk, attempt, at);
    if (page.empty()) return std::nullopt;
    auto const expired = desk.stripe->expire_session(page, patience);
    auto const now = expired ? expired : desk.stripe->session(page, patience);
    if (!now && is_unknown(now.error())) {
        forget_session(desk, page, at);
        return std::nullopt;
    }
    if (!now) return now.error();
    auto const settled = settle_session(desk, *now, at);
    // Open although it was told to close: once more.
    if (settled.outcome == Settlement::Outcome::Waiting)
        return expired ? stripe::Trouble{outgoing::Failure::Unknown} : expired.error();
    return std::nullopt;
}

/// What is added to an order may still be paid when nobody can pay something else of it any more.
bool still_waits(OrderDesk const& desk, OrderId order, std::int64_t amendment, Instant at)
{
    auto const waiting
        = desk.database.read([&](db::Reader const& reader) { return waiting_amendment(reader, order); });
    return waiting && waiting->id == amendment && at < waiting->expires_at;
}

std::optional<stripe::Trouble> close_attempts(
    OrderDesk const& desk, OrderId order, stripe::Patience patience, Instant at)
{
    std::optional<stripe::Trouble> trouble;
    auto const attempts = desk.database.read(
        [&](db::Reader const& reader) { return payment::attempts_to_close(reader, order); });
    for (auto const& attempt : attempts) {
        if (attempt.amendment && still_waits(desk, order, *attempt.amendment, at)) continue;
        if (auto const failed = close_attempt(desk, attempt, patience, at)) trouble = failed;
    }
    return trouble;
}

/// What waits beside the order goes when its time is over.
void expire_amendment(
    OrderDesk const& desk, OrderId id, std::optional<stripe::Trouble> const& trouble, Instant at)
{
    desk.database.in_transaction([&](db::Transaction& tx) {
        auto const order = lock_any_order(tx, id);
        auto const waiting = order ? waiting_amendment(tx, id) : std::nullopt;
        auto const patience = trouble ? patience_with_stripe : std::chrono::minutes{0};
        if (!waiting || at < waiting->expires_at + patience) return true;
        forget_amendment(tx, *order, at);
        hold_own_alone(tx, *order, at);
        return true;
    });
}

/// The order ends if its time is over and nothing came.
void expire_order(OrderDesk const& desk, OrderId id, Instant at)
{
    desk.database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        auto const order = lock_any_order(tx, id);
        if (!order || order->status != Status::AwaitingPayment) return {};
        TRY(take_step(tx,
            {.order = id,
                .shop = order->shop,
                .action = Action::Expire,
                .actor = Actor::System,
                .by = std::nullopt,
                .at = at}));
        return {};
    });
}

std::optional<Instant> end_of_hold(OrderDesk const& desk, OrderId id)
{
    auto const order
        = desk.database.read([&](db::Reader const& reader) { return find_any_order(reader, id); });
    return order && order->facts.status == Status::AwaitingPayment ? order->hold_expires_at : std::nullopt;
}

} // namespace

Progress close_payment(OrderDesk const& desk, OrderId id, Instant at)
{
    if (!desk.stripe) {
        expire_order(desk, id, at);
        return {};
    }
    auto const trouble = close_attempts(desk, id, stripe::Patience::Background, at);
    expire_amendment(desk, id, trouble, at);
    auto const end = end_of_hold(desk, id);
    if (end && at >= *end && (!trouble || at >= *end + patience_with_stripe)) expire_order(desk, id, at);
    if (trouble) return {Outcome::Later, trouble};
    return {};
}

std::optional<OrderView> awaiting_payment(db::Reader const& reader, CartId cart)
{
    auto const order = order_awaiting_payment(reader, cart);
    return order ? find_any_order(reader, *order) : std::nullopt;
}

std::optional<OrderFacts> set_aside_unpaid(OrderDesk const& desk, CartId cart, Instant at)
{
    auto const waiting
        = desk.database.read([&](db::Reader const& reader) { return order_awaiting_payment(reader, cart); });
    if (!waiting) return std::nullopt;
    if (desk.stripe) close_attempts(desk, *waiting, stripe::Patience::Customer, at);
    std::optional<OrderFacts> paid;
    desk.database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        paid.reset();
        auto const order = lock_any_order(tx, *waiting);
        if (!order) return {};
        if (order->status == Status::Pending) paid = order;
        if (order->status != Status::AwaitingPayment) return {};
        TRY(take_step(tx,
            {.order = order->id,
                .shop = order->shop,
                .action = Action::Cancel,
                .actor = Actor::Customer,
                .by = order->client,
                .at = at}));
        return {};
    });
    return paid;
}

} // namespace ocp::order
