#include "order/business/await_difference.h"

#include "cart/business/change_cart.h"
#include "cart/business/use_promo_code.h"
#include "order/business/order_events.h"
#include "order/business/receipt_rules.h"
#include "order/business/tell_of_receipt.h"
#include "order/model/amendment_store.h"
#include "order/model/slot_store.h"
#include "payment/business/attempts.h"
#include "payment/business/book_payment.h"
#include "platform/log/log.h"
#include "stock/business/hold_stock.h"

#include <algorithm>

namespace ocp::order {

namespace {

/// What `wanted` takes above `taken`, slot by slot.
Plan beyond(Plan const& wanted, Plan const& taken)
{
    Plan more;
    for (auto const& [slot, work] : wanted) {
        auto const found = taken.find(slot);
        auto const had = found == taken.end() ? Work{} : found->second;
        more[slot] = {std::max<std::int64_t>(0, work.points - had.points),
            std::max<std::int64_t>(0, work.pizzas - had.pizzas),
            std::max<std::int64_t>(0, work.driver_seconds - had.driver_seconds)};
    }
    return more;
}

product::Needs needs_of_lines(std::vector<OrderLine> const& lines)
{
    product::Needs sum;
    for (auto const& line : lines)
        for (auto const& [ingredient, one] : line.needs)
            sum[ingredient] += one * line.quantity;
    return sum;
}

product::Needs the_more_of(product::Needs needs, product::Needs const& others)
{
    for (auto const& [ingredient, quantity] : others)
        needs[ingredient] = std::max(needs[ingredient], quantity);
    return needs;
}

std::string mode_of(OrderFacts const& order, AmendedOrder const& becomes)
{
    auto const mode = becomes.hand_over ? becomes.hand_over->mode : order.mode;
    return mode == pizzeria::Mode::Delivery ? "delivery" : "pickup";
}

/// The new code's use is taken, the old one's given back. Others may have had its last use while the customer
/// paid: the price was agreed, so it stands.
void exchange_codes(db::Transaction& tx, OrderFacts const& order, Amendment const& amendment, Instant at)
{
    cart::Promo const promo{amendment.code, amendment.code_discount, std::nullopt};
    cart::lock_promo_codes(tx, order.id, promo);
    cart::return_promo_code(tx, order.id, at);
    if (!cart::claim_promo_code(tx, promo, order.id, order.client, at))
        log::info("a promo code was used up while a difference was paid", {{"order", order.id.value()}});
}

} // namespace

std::vector<payment::ReceiptLine> correction_lines(db::Reader const& reader, OrderFacts const& order,
    std::vector<OrderLine> const& lines, AmendedOrder const& becomes)
{
    auto change = payment::reversed(sold(reader, order).lines);
    auto const now = receipt_lines(sale_of(lines, becomes.delivery_fee, becomes.discount_total));
    change.insert(change.end(), now.begin(), now.end());
    return change;
}

Result<void> await_difference(db::Transaction& tx, OrderFacts const& order, Amendment amendment, Instant at)
{
    amendment.reserved = beyond(amendment.becomes.plan, order.plan);
    amendment.expires_at = at + hold_of_amendment;
    take_slots(tx, order.shop, amendment.reserved);
    TRY(stock::move_holds(
        tx, order.shop, order.id, the_more_of(needs_of(tx, order.id), needs_of_lines(amendment.lines)), at));
    auto const id = add_amendment(tx, amendment, at);
    payment::attempt_for(tx, order.id, id, amendment.due, at);
    payment::limit_time_to_pay(tx, order.id, amendment.expires_at, at);
    return {};
}

std::optional<Plan> drop_amendment(db::Transaction& tx, OrderFacts const& order, Instant at)
{
    auto const waiting = waiting_amendment(tx, order.id);
    if (!waiting) return std::nullopt;
    end_amendment(tx, waiting->id, AmendmentEnd::Dropped, at);
    payment::end_time_to_pay(tx, order.id, at);
    return waiting->reserved;
}

void hold_own_alone(db::Transaction& tx, OrderFacts const& order, Instant at)
{
    stock::lower_holds(tx, order.shop, order.id, needs_of(tx, order.id), at);
}

void forget_amendment(db::Transaction& tx, OrderFacts const& order, Instant at)
{
    Plan back;
    back -= drop_amendment(tx, order, at).value_or(Plan{});
    take_slots(tx, order.shop, back);
}

bool apply_amendment(db::Transaction& tx, OrderFacts const& order, Amendment const& amendment,
    payment::Entry const& entry, Instant at)
{
    if (order.status != Status::Pending || order.version != amendment.order_version
        || !end_amendment(tx, amendment.id, AmendmentEnd::Done, at))
        return false;
    auto const lines = correction_lines(tx, order, amendment.lines, amendment.becomes);
    auto change = amendment.becomes.plan;
    change -= order.plan;
    change -= amendment.reserved;
    take_slots(tx, order.shop, change);
    stock::lower_holds(tx, order.shop, order.id, needs_of_lines(amendment.lines), at);
    exchange_codes(tx, order, amendment, at);
    rewrite_order(tx, amendment.becomes, amendment.lines, at);
    auto const step = find_step(Status::Pending, Action::Amend).value();
    add_step(tx, order.id, Status::Pending, step, order.client, {}, at);
    if (amendment.cart)
        if (auto const cart = cart::cart_in(tx, *amendment.cart);
            cart && cart->amends && cart->amends->order == order.id)
            cart::empty_cart(tx, *amendment.cart);
    if (auto const status = payment::after(order.payment, payment::Action::Raise))
        set_payment_status(tx, order.id, *status, at);
    auto const receipt = payment::book(tx, {order.shop, order.id, std::nullopt, at},
        {payment::ReceiptKind::Correction, order.number, mode_of(order, amendment.becomes),
            told_lines(tx, order, entry.amount, lines)},
        {entry});
    tell_of_receipt(tx, order.id, receipt, at);
    announce(tx, {order.shop, order.id, order.daily_number, step, order.version + 1}, at);
    return true;
}

} // namespace ocp::order
