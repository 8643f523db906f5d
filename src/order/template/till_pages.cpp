#include "order/template/till_pages.h"

#include "base/refusal_text.h"
#include "base/typed_money.h"
#include "order/business/give_cash_back.h"
#include "order/business/order_rules.h"
#include "order/business/write_off.h"
#include "order/template/receipt_view.h"
#include "order/template/till_view.h"
#include "pizzeria/model/local_time.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

constexpr std::size_t longest_reason = 200;

html::Page till_page(std::string const& title, html::View view)
{
    html::Page page{Text{title}, std::move(view)};
    page.frame = html::Frame::Staff;
    page.body_class = "watch";
    page.indexed = false;
    return page;
}

std::string address_of(account::Call const& call, OrderId order)
{
    return fmt::format("/caisse/{}/commandes/{}", call.shop->slug, order.value());
}

/// One line, not longer than a receipt bears.
std::string reason_in(account::Call const& call)
{
    std::string reason;
    for (auto const c : call.form.trimmed("reason")) {
        if (reason.size() == longest_reason && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U) break;
        reason += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
        if (reason.size() > longest_reason + 3) break;
    }
    return reason;
}

} // namespace

html::Answer TillPages::day(account::Call const& call)
{
    auto const& zone = call.shop->time_zone;
    auto const today = till_day(call.now, zone);
    auto const asked = call.request.query.one("jour");
    auto const day = asked ? till_day(*asked, zone) : std::optional{today};
    if (!day) return html::not_found();
    auto const till = read_till(database_, call.shop->id, *day);
    return till_page("Caisse " + call.shop->name, till_view(till, *day, today, *call.shop));
}

html::Answer TillPages::order(account::Call const& call)
{
    return order_page(call, std::nullopt);
}

html::Answer TillPages::order_page(
    account::Call const& call, std::optional<Refusal> refusal, std::optional<RefundId> cash_for) const
{
    auto const id = call.request.path_number("order");
    auto const money
        = id ? read_order_money(database_, call.shop->id, OrderId{*id}) : std::optional<OrderMoney>{};
    if (!money) return html::not_found();
    auto view = order_money_view(*money, *call.shop,
        {call.csrf, std::string{call.form.one("amount").value_or("")}, call.form.trimmed("reason"),
            cash_for});
    auto const fait = call.request.query.one("fait");
    if (fait == "remboursement") view.add("DONE").set("TEXT", "Le remboursement est enregistré.");
    if (fait == "especes") view.add("DONE").set("TEXT", "Les espèces rendues sont enregistrées.");
    if (fait == "abandon") view.add("DONE").set("TEXT", "Ce qui était dû est abandonné.");
    if (refusal) view.add("ERROR").set("TEXT", money_refusal_text(*refusal));
    auto page = till_page("Commande " + money->order.short_number(), std::move(view));
    if (refusal) page.status = status_of(*refusal);
    return page;
}

html::Answer TillPages::refund(account::Call const& call)
{
    auto const id = call.request.path_number("order");
    if (!id) return html::not_found();
    auto const amount = typed_money(call.form.one("amount").value_or(""));
    auto const given = refund_by_hand(database_,
        {call.shop->id, OrderId{*id}, amount.value_or(Money{}), reason_in(call),
            std::string{call.form.one("key").value_or("")}, call.user().id, call.now});
    if (!given && given.error() == Refusal::UnknownThing) return html::not_found();
    if (!given) return order_page(call, given.error());
    return http::see_other(address_of(call, OrderId{*id}) + "?fait=remboursement");
}

html::Answer TillPages::cash_back(account::Call const& call)
{
    auto const id = call.request.path_number("order"), refund = call.request.path_number("refund");
    if (!id || !refund) return html::not_found();
    auto const amount = typed_money(call.form.one("amount").value_or(""));
    auto const given = give_cash_back(database_,
        {call.shop->id, OrderId{*id}, RefundId{*refund}, amount.value_or(Money{}), reason_in(call),
            std::string{call.form.one("key").value_or("")}, call.user().id, call.now});
    if (!given && given.error() == Refusal::UnknownThing) return html::not_found();
    if (!given) return order_page(call, given.error(), RefundId{*refund});
    return http::see_other(address_of(call, OrderId{*id}) + "?fait=especes");
}

html::Answer TillPages::write_off(account::Call const& call)
{
    auto const id = call.request.path_number("order");
    if (!id) return html::not_found();
    auto const done = order::write_off(
        database_, {call.shop->id, OrderId{*id}, reason_in(call), call.user().id, call.now});
    if (!done && done.error() == Refusal::UnknownThing) return html::not_found();
    if (!done) return order_page(call, done.error());
    return http::see_other(address_of(call, OrderId{*id}) + "?fait=abandon");
}

} // namespace ocp::order
