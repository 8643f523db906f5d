#include "order/business/follow_order.h"

#include "account/business/limit_clients.h"
#include "order/business/advance_order.h"
#include "order/business/ask_refund.h"
#include "order/model/amendment_store.h"
#include "order/model/order_store.h"
#include "payment/business/read_ledger.h"
#include "platform/secrets/secrets.h"

namespace ocp::order {

namespace {

std::optional<Followed::ToPay> to_pay(db::Reader const& reader, OrderView const& order)
{
    if (!order.online) return std::nullopt;
    if (order.facts.status == Status::AwaitingPayment && order.hold_expires_at)
        return Followed::ToPay{order.facts.total, *order.hold_expires_at, false};
    if (order.facts.status != Status::Pending) return std::nullopt;
    auto const waiting = waiting_amendment(reader, order.facts.id);
    if (!waiting) return std::nullopt;
    return Followed::ToPay{waiting->due, waiting->expires_at, true};
}

} // namespace

Result<Followed> follow_order(db::Database& database, std::string_view token)
{
    auto const hash = secrets::fingerprint(token);
    return database.read_snapshot([&](db::Reader const& reader) -> Result<Followed> {
        auto order = find_tracked(reader, hash);
        if (!order) return No{Refusal::UnknownThing};
        auto steps = steps_of(reader, order->facts.id);
        auto const back = order->online ? going_back_of(reader, order->facts.id) : payment::GoingBack{};
        auto const payable = to_pay(reader, *order);
        auto receipts = payment::receipt_heads_of(reader, order->facts.id);
        return Followed{std::move(*order), std::move(steps), back, payable, std::move(receipts),
            outbox::now_cursor(reader)};
    });
}

bool count_unknown_link(OrderDesk const& desk, std::string_view client_address, Instant at)
{
    if (!desk.limits_customers) return true;
    auto const counted = desk.database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        if (account::count_client(tx, account::Limited::UnknownLink, client_address, at)) return {};
        return No{Refusal::TooManyRequests};
    });
    return counted.has_value();
}

std::optional<Told> order_to_tell(db::Database& database, OrderId id)
{
    return database.read_snapshot([&](db::Reader const& reader) -> std::optional<Told> {
        auto order = find_any_order(reader, id);
        if (!order) return std::nullopt;
        auto const back = order->online ? going_back_of(reader, id) : payment::GoingBack{};
        return Told{*std::move(order), steps_of(reader, id), back, payment::receipt_heads_of(reader, id)};
    });
}

Result<OrderFacts> cancel_by_link(db::Database& database, std::string_view token, Instant at)
{
    auto const hash = secrets::fingerprint(token);
    auto const order = database.read([&](db::Reader const& reader) { return find_tracked(reader, hash); });
    if (!order) return No{Refusal::UnknownThing};
    auto const& facts = order->facts;
    TRY(advance_order(database,
        {.order = facts.id,
            .shop = facts.shop,
            .action = Action::Cancel,
            .actor = Actor::Customer,
            .by = facts.client,
            .at = at}));
    return facts;
}

std::optional<OrderView> last_own_order(db::Database& database, UserId client)
{
    return database.read_snapshot(
        [&](db::Reader const& reader) { return last_order_of_client(reader, client); });
}

std::vector<OrderView> own_orders(db::Database& database, UserId client, std::optional<OrderId> before)
{
    return database.read_snapshot(
        [&](db::Reader const& reader) { return orders_of_client(reader, client, before); });
}

} // namespace ocp::order
