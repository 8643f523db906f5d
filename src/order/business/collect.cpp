#include "order/business/collect.h"

#include "account/business/limit_clients.h"
#include "order/business/order_rules.h"
#include "order/business/read_till.h"
#include "order/business/receipt_rules.h"
#include "order/model/order_store.h"
#include "payment/business/read_ledger.h"
#include "pizzeria/business/letterhead.h"

namespace ocp::order {

namespace {

payment::VoucherRoom room_for_vouchers(db::Transaction& tx, OrderFacts const& order, Instant at)
{
    auto const view = find_order(tx, order.shop, order.id).value();
    auto const day = till_day(at, pizzeria::letterhead_of(tx, order.shop).time_zone);
    return {order.total - alcohol_in(view.lines, view.discount_total),
        payment::vouchers_of_client(tx, order.client, day.from)};
}

} // namespace

Result<std::vector<payment::Entry>> collect(
    db::Transaction& tx, OrderFacts const& order, payment::Tender const& tender, Instant at)
{
    TRY_LET(auto const entries, payment::entries_of(tender, amount_due(order)));
    if (payment::vouchers_in(entries) == Money{}) return entries;
    // Two drivers at once: the second sees what the first took.
    account::one_at_a_time(tx, order.client);
    TRY(payment::check_vouchers(entries, room_for_vouchers(tx, order, at)));
    return entries;
}

} // namespace ocp::order
