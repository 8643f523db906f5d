#include "order/template/change_pages.h"

#include "base/refusal_text.h"
#include "order/business/amend_order.h"
#include "order/business/open_payment.h"
#include "order/business/order_events.h"
#include "order/template/checkout_view.h"
#include "order/template/unknown_link.h"
#include "order/template/way_view.h"
#include "pizzeria/model/local_time.h"
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

enum class Paid { NotYet, Online };

void add_sum(html::View& save, std::string_view way, Money total, Money fee, Money before, Paid is_paid,
    std::string_view zone, Way const& chosen)
{
    auto part = save.add("SUM");
    part.set("WAY", way).set("AFTER", total).set("AFTER_CENTS", total.cents());
    if (fee > Money{}) part.add("FEE").set("AMOUNT", fee);
    auto const online = is_paid == Paid::Online;
    if (total > before)
        part.add(online ? "MORE_ONLINE" : "MORE").set("AMOUNT", total - before);
    else if (total < before)
        part.add(online ? "LESS_ONLINE" : "LESS").set("AMOUNT", before - total);
    else
        part.show("EVEN");
    if (!chosen.promise) return;
    auto const hour = [&](Instant at) { return pizzeria::clock_text(at, zone); };
    if (way == "pickup")
        part.add("READY").set("TEXT", tr("à {}", hour(chosen.promise->from)));
    else
        part.add("DELIVERED")
            .set("TEXT", tr("entre {} et {}", hour(chosen.promise->from), hour(chosen.promise->to)));
}

void add_sums(html::View& save, Changed const& changed, Checkout const& checkout, WayNow const& now)
{
    auto const goods = changed.items_total - changed.discount, before = changed.before.facts.total;
    auto const& zone = checkout.shop.time_zone;
    auto const is_paid = payment::is_settled(changed.before.facts.payment) ? Paid::Online : Paid::NotYet;
    save.show(is_paid == Paid::Online ? "PAID" : "ON_RECEPTION");
    if (changed.discount > Money{}) save.add("CODE").set("DISCOUNT", changed.discount);
    save.set("BEFORE", before);
    add_sum(save, "delivery", goods + now.fee, now.fee, before, is_paid, zone, now.delivery);
    add_sum(save, "pickup", goods, Money{}, before, is_paid, zone, now.pickup);
}

/// The place of an address that stays need not be looked for again.
void keep_place(CheckoutForm& form, OrderView const& order)
{
    if (same_place(form, order) && order.latitude && order.longitude)
        form.place = {{*order.latitude, *order.longitude}, order.address_to_check};
}

/// Whether the order can never be changed again.
bool is_over(Refusal refusal)
{
    return refusal == Refusal::NoSuchStep || refusal == Refusal::NotAllowed;
}

std::string tracking_path(account::Call const& call)
{
    return "/suivi/" + http::url_encode(call.form.trimmed("token"));
}

} // namespace

html::Page change_page(OrderDesk const& desk, account::Call const& call, cart::Amends const& amends,
    std::optional<CheckoutForm> const& sent, std::vector<FieldFault> const& faults,
    std::vector<pizzeria::TypedAddress> const& perhaps)
{
    auto const checkout = read_checkout(desk, call);
    auto const changed = preview_change(desk, call.who, call.now);
    auto const title = tr("Modifier la commande {}", amends.short_number());
    html::View view{"order/change.html", call.language()};
    view.set("NUMBER", amends.short_number()).set("CSRF", call.csrf);
    auto const token = tracking_token(desk.tracking_key, amends.order_number);
    view.set("TOKEN", token);
    auto const too_late = !changed && is_over(changed.error());
    view.add(too_late ? "TOO_LATE" : "GIVE_UP").set("CSRF", call.csrf).set("TOKEN", token);
    if (!changed || !checkout) {
        auto const refusal = changed ? Refusal::CartEmpty : changed.error();
        view.add("ALERT").set("TEXT",
            too_late ? tr("La commande {} ne peut plus être modifiée.", amends.short_number())
                     : sentence_of(refusal));
        html::Page page{title, std::move(view)};
        page.status = status_of(refusal);
        page.indexed = false;
        return page;
    }
    auto form = sent ? *sent : form_as_ordered(changed->before);
    keep_place(form, changed->before);
    auto apart = *checkout;
    apart.taken -= changed->before.facts.plan;
    Standing const standing{changed->before, changed->kept};
    auto const way = way_now(desk, apart, form, &standing, call.now);
    auto save = view.add("SAVE");
    auto fields = add_way(save, desk, call, apart, way, {form, faults, perhaps});
    save.set("CSRF", call.csrf).set("TOKEN", token);
    save.set("CART", changed->cart);
    save.set("PHONE", form.phone);
    add_differences(save, *changed);
    add_sums(save, *changed, *checkout, way);
    if (changed->has_alcohol) save.add("ALCOHOL").show_if(form.is_adult, "ADULT");
    if (changed->code_refused) save.add("CODE_REFUSED").set("WHY", sentence_of(*changed->code_refused));
    add_faults(save, fields, tr("Le changement n’est pas encore enregistré"), faults);

    html::Page page{faults.empty() ? title : tr("Erreur\u00a0: {}", title), std::move(view)};
    page.status = faults.empty() ? 200 : status_of(faults.front().second);
    page.indexed = false;
    page.scripts = {"checkout.js"};
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
    auto const changed = preview_change(desk_, call.who, call.now);
    if (!changed && changed.error() == Refusal::CartEmpty)
        return http::see_other(tracking_path(call)); // sent twice
    auto const cart = desk_.database.read([&](db::Reader const& reader) {
        return call.who.cart ? cart::cart_in(reader, *call.who.cart) : std::nullopt;
    });
    if (!cart || !cart->amends) return http::see_other(tracking_path(call)); // by two tabs at once
    auto form = form_from(call);
    auto const again = [&](std::vector<FieldFault> const& faults,
                           std::vector<pizzeria::TypedAddress> const& perhaps = {}) -> html::Answer {
        return change_page(desk_, call, *cart->amends, form, faults, perhaps);
    };
    if (!changed) return again({});
    if (auto const faults = amendment_faults_of(form); !faults.empty()) return again(faults);
    if (!same_place(form, changed->before))
        if (auto const sought = find_address(addresses_, form); !sought.faults.empty())
            return again(sought.faults, sought.perhaps);
    auto const amended = amend_order(desk_, {call.who, form, call.now});
    if (!amended && amended.error() == Refusal::CartEmpty) return http::see_other(tracking_path(call));
    if (!amended) return again({{std::string{field_of(amended.error())}, amended.error()}});
    // Who has changed it sees it on the next page, without waiting for the event.
    changes_.heard(order_stream(amended->facts.shop, amended->facts.id));
    auto const tracking = "/suivi/" + amended->tracking_token;
    if (!amended->awaits_payment) return http::see_other(tracking);
    auto const url = open_payment(desk_, amended->facts.id, call.now);
    return http::see_other(url ? *url : tracking + "?paiement=indisponible");
}

html::Answer ChangePages::part(account::Call const& call)
{
    cart::part_from_order(desk_.database, call.who, call.now);
    return http::see_other("/panier");
}

html::Answer ChangePages::give_up(account::Call const& call)
{
    auto const given_up = cart::give_up_amendment(desk_.database, call.who);
    if (given_up)
        return http::see_other("/suivi/" + tracking_token(desk_.tracking_key, given_up->order_number));
    return http::see_other(call.form.has("token") ? tracking_path(call) : "/panier"); // sent twice
}

} // namespace ocp::order
