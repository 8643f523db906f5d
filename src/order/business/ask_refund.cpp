#include "order/business/ask_refund.h"

#include "order/business/receipt_rules.h"
#include "order/model/order_store.h"
#include "payment/business/read_ledger.h"
#include "payment/business/refunds.h"

#include <algorithm>

namespace ocp::order {

namespace {

/// All that was paid and asked back of an order, read once.
struct History {
    std::vector<payment::Refund> refunds;
    std::vector<payment::Entry> ledger;
};
History history_of(db::Reader const& reader, OrderId order)
{
    return {payment::refunds_for(reader, order), payment::ledger_of(reader, order)};
}

/// A payment at the bank, and what of it is neither given back nor about to be.
struct Left {
    std::string intent;
    Money amount;
};

/// The last one first: what was added goes back before what was there.
std::vector<Left> left_of(History const& history)
{
    std::vector<Left> all;
    for (auto const& entry : history.ledger) {
        if (entry.means != payment::Means::Online) continue;
        auto const found = std::find_if(
            all.begin(), all.end(), [&](Left const& one) { return one.intent == entry.provider_intent; });
        if (found == all.end())
            all.push_back({entry.provider_intent, entry.amount});
        else
            found->amount += entry.amount;
    }
    for (auto const& refund : history.refunds) {
        auto const is_asked = refund.state == payment::Refund::State::Asked;
        auto const gone = is_asked ? refund.amount : payment::given_at_the_till(history.ledger, refund.id);
        for (auto& one : all)
            if (one.intent == refund.intent) one.amount = one.amount - gone;
    }
    std::reverse(all.begin(), all.end());
    return all;
}

Money sum_of(std::vector<Left> const& left)
{
    Money sum;
    for (auto const& one : left)
        sum += std::max(one.amount, Money{});
    return sum;
}

/// Whether something was paid before receipts were written: since then they come to what the ledger comes to.
bool is_older_than_receipts(db::Reader const& reader, OrderId order, payment::RateSums const& receipts)
{
    Money booked, told;
    for (auto const& entry : payment::ledger_of(reader, order))
        booked += entry.amount;
    for (auto const& [rate, sum] : receipts)
        told += sum.gross;
    return booked != told;
}

/// What the receipts come to once those refunds are booked that are on their way.
payment::RateSums balance_of(
    db::Reader const& reader, OrderId order, std::vector<payment::ReceiptLine> const& sold)
{
    auto balance = payment::rates_of_order(reader, order);
    if (is_older_than_receipts(reader, order, balance)) balance = booked(std::move(balance), sold);
    for (auto const& refund : payment::refunds_for(reader, order))
        if (refund.state == payment::Refund::State::Asked)
            balance = booked(std::move(balance), payment::receipt_lines_from(refund.lines));
    return balance;
}

} // namespace

payment::Sold sold(db::Reader const& reader, OrderFacts const& order)
{
    auto const view = find_order(reader, order.shop, order.id).value();
    return {payment::ReceiptKind::Sale, order.number,
        order.mode == pizzeria::Mode::Delivery ? "delivery" : "pickup",
        receipt_lines(sale_of(view.lines, view.delivery_fee, view.discount_total))};
}

Money refundable(db::Reader const& reader, OrderId order)
{
    return sum_of(left_of(history_of(reader, order)));
}

std::vector<payment::ReceiptLine> told_lines(db::Reader const& reader, OrderFacts const& order, Money change,
    std::vector<payment::ReceiptLine> const& wished)
{
    auto const lines = sold(reader, order).lines;
    return lines_of_change(lines, balance_of(reader, order.id, lines), change, wished);
}

std::map<RefundId, Money> refunds_to_make_good(db::Reader const& reader, OrderId order)
{
    auto const history = history_of(reader, order);
    return payment::still_to_give_back(history.refunds, history.ledger, sum_of(left_of(history)));
}

payment::GoingBack going_back_of(db::Reader const& reader, OrderId order)
{
    auto const history = history_of(reader, order);
    return payment::going_back(history.refunds, history.ledger, sum_of(left_of(history)));
}

Money ask_refund(db::Transaction& tx, OrderFacts const& order, RefundWish const& wish, Instant at)
{
    auto const left = left_of(history_of(tx, order.id));
    auto const most = sum_of(left);
    auto wanted = std::min(wish.amount.value_or(most), most);
    Money asked;
    if (wanted <= Money{}) return asked;
    for (auto const& [intent, amount] : left) {
        auto const part = std::min(wanted, amount);
        if (part <= Money{}) continue;
        auto const told = told_lines(tx, order, Money{} - part, wish.lines);
        payment::ask_for(tx,
            {RefundId{0}, order.id, intent, part, wish.cause, wish.reason, payment::text_of(told),
                payment::Refund::State::Asked, {}, at},
            wish.by);
        wanted = wanted - part;
        asked += part;
    }
    return asked;
}

} // namespace ocp::order
