#include "order/business/book_back.h"

#include "order/business/tell_of_receipt.h"
#include "order/model/order_store.h"

namespace ocp::order {

namespace {

payment::Action action_of(Money change, Money paid)
{
    if (change > Money{}) return payment::Action::RefundFails;
    return paid + change == Money{} ? payment::Action::RefundAll : payment::Action::RefundPart;
}

} // namespace

void book_back(db::Transaction& tx, OrderFacts const& order, Back const& back)
{
    auto const mode = order.mode == pizzeria::Mode::Delivery ? "delivery" : "pickup";
    auto const receipt = payment::book(tx, {order.shop, order.id, back.by, back.at},
        {back.kind, order.number, mode, back.lines, back.reason}, back.entries);
    tell_of_receipt(tx, order.id, receipt, back.at);
    auto const action = action_of(payment::total_of(back.lines), order.paid);
    if (auto const status = payment::after(order.payment, action))
        set_payment_status(tx, order.id, *status, back.at);
}

} // namespace ocp::order
