#include "order/template/change_pages.h"

#include "base/refusal_text.h"
#include "order/business/amend_order.h"
#include "order/business/order_events.h"
#include "order/template/unknown_link.h"
#include "product/business/change_words.h"

#include <algorithm>

namespace ocp::order {

namespace {

/// A line before and after: how many there were of the very same, and are.
struct Difference {
    OrderLine line;
    int before = 0;
    int after = 0;
};

bool same_thing(OrderLine const& a, OrderLine const& b)
{
    return a.product == b.product && a.size == b.size && a.configuration == b.configuration
        && a.deal_product == b.deal_product && a.unit_price == b.unit_price;
}

std::vector<Difference> differences_of(
    std::vector<OrderLine> const& before, std::vector<OrderLine> const& after)
{
    std::vector<Difference> all;
    auto const place_of = [&](OrderLine const& line) -> Difference& {
        auto const found = std::find_if(
            all.begin(), all.end(), [&](Difference const& one) { return same_thing(one.line, line); });
        return found != all.end() ? *found : all.emplace_back(Difference{line});
    };
    for (auto const& line : before)
        place_of(line).before += line.quantity;
    for (auto const& line : after)
        place_of(line).after += line.quantity;
    return all;
}

void add_difference(html::View& view, OrderLine const& line, int quantity, std::string_view kind)
{
    auto part = view.add("DIFFERENCE");
    part.set("KIND", kind).set("SIGN", kind == "added" ? "+" : kind == "removed" ? "−" : "");
    part.set("QUANTITY", std::int64_t{quantity}).set("NAME", line.name);
    part.set("TOTAL", line.unit_price * quantity);
    if (!line.size_label.empty()) part.add("SIZE").set("LABEL", line.size_label);
    if (auto const words = product::words_of(line.changes); !words.empty())
        part.add("CHANGES").set("WORDS", words);
    if (line.deal) part.add("CHANGES").set("WORDS", line.deal_name);
}

void add_differences(html::View& view, Changed const& changed)
{
    for (auto const& [line, before, after] : differences_of(changed.before.lines, changed.lines)) {
        if (auto const kept = std::min(before, after); kept > 0) add_difference(view, line, kept, "same");
        if (after > before) add_difference(view, line, after - before, "added");
        if (before > after) add_difference(view, line, before - after, "removed");
    }
}

void add_sums(html::View& save, Changed const& changed)
{
    auto const before = changed.before.facts.total, after = changed.total();
    if (changed.delivery_fee > Money{}) save.add("FEE").set("AMOUNT", changed.delivery_fee);
    if (changed.discount > Money{}) save.add("CODE").set("DISCOUNT", changed.discount);
    save.set("BEFORE", before).set("AFTER", after).set("AFTER_CENTS", after.cents());
    if (after > before)
        save.add("MORE").set("AMOUNT", after - before);
    else if (after < before)
        save.add("LESS").set("AMOUNT", before - after);
    else
        save.show("EVEN");
}

std::string tracking_path(account::Call const& call)
{
    return "/suivi/" + http::url_encode(call.form.trimmed("token"));
}

} // namespace

html::Page change_page(OrderDesk const& desk, account::Call const& call, cart::Amends const& amends,
    std::optional<Refusal> refused)
{
    auto const changed = preview_change(desk, call.who, call.now);
    html::View view{"order/change.html", call.language()};
    view.set("NUMBER", amends.short_number()).set("CSRF", call.csrf);
    view.set("TOKEN", tracking_token(desk.tracking_key, amends.order_number));
    if (!changed) refused = changed.error();
    if (refused) view.add("ALERT").set("TEXT", sentence_of(*refused));
    if (changed) {
        auto save = view.add("SAVE");
        add_differences(save, *changed);
        add_sums(save, *changed);
        save.show_if(changed->has_alcohol, "ALCOHOL");
        if (changed->code_refused) save.add("CODE_REFUSED").set("WHY", sentence_of(*changed->code_refused));
    }
    html::Page page{tr("Modifier la commande {}", amends.short_number()), std::move(view)};
    page.status = refused ? status_of(*refused) : 200;
    page.indexed = false;
    return page;
}

html::Answer ChangePages::begin(account::Call const& call)
{
    auto const token = call.request.path_text("token");
    auto const begun = begin_change(
        desk_, random_, call.who, token, std::string{call.request.header("user-agent")}, call.now);
    if (!begun && begun.error() == Refusal::UnknownThing) return unknown_link(desk_, call);
    if (!begun && begun.error() == Refusal::QuantityInvalid) return http::see_other("/panier?quantite=1");
    if (!begun)
        return http::see_other(begun.error() == Refusal::CartOfAnotherShop
                ? "/panier?autre-pizzeria=1"
                : "/suivi/" + std::string{token} + "?trop-tard=1");
    auto response = http::see_other("/panier");
    if (*begun) response.with("Set-Cookie", cookies_.session(**begun));
    return response;
}

html::Answer ChangePages::save(account::Call const& call)
{
    auto const total = Money::cents(call.form.number("total").value_or(-1));
    auto const amended = amend_order(desk_, {call.who, total, call.now, call.form.one("adult") == "1"});
    if (amended) {
        // Who has changed it sees it on the next page, without waiting for the event.
        changes_.heard(order_stream(amended->facts.shop, amended->facts.id));
        return http::see_other("/suivi/" + amended->tracking_token);
    }
    if (amended.error() == Refusal::CartEmpty) return http::see_other(tracking_path(call)); // sent twice
    auto const cart = desk_.database.read([&](db::Reader const& reader) {
        return call.who.cart ? cart::cart_in(reader, *call.who.cart) : std::nullopt;
    });
    if (!cart || !cart->amends) return http::see_other("/panier");
    return change_page(desk_, call, *cart->amends, amended.error());
}

html::Answer ChangePages::give_up(account::Call const& call)
{
    cart::give_up_amendment(desk_.database, call.who);
    return http::see_other(tracking_path(call));
}

} // namespace ocp::order
