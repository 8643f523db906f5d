#include "order/template/checkout_view.h"

#include "base/refusal_text.h"
#include "base/text.h"
#include "cart/business/cart_fingerprint.h"
#include "cart/business/change_cart.h"
#include "order/business/follow_order.h"
#include "order/template/change_pages.h"
#include "order/template/way_view.h"
#include "pizzeria/model/local_time.h"
#include "product/business/change_words.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using pizzeria::Mode;

constexpr std::size_t longest_note = 200;

void add_person(html::View& view, account::Call const& call, CheckoutForm const& form)
{
    if (call.who.user) {
        view.add("SIGNED_IN").set("ACCOUNT_EMAIL", call.who.user->email);
    } else {
        view.show("SIGNED_OUT");
    }
    view.set("EMAIL", form.email).set("FIRSTNAME", form.firstname).set("LASTNAME", form.lastname);
    view.set("PHONE", form.phone);
}

/// The totals of both ways, and when it comes.
void add_sums(html::View& view, Checkout const& checkout, WayNow const& way)
{
    auto const hour = [&](Instant at) { return pizzeria::clock_text(at, checkout.shop.time_zone); };
    auto const total = checkout.cart.to_pay();
    view.set("TOTAL_PICKUP", total).set("TOTAL_PICKUP_CENTS", total.cents());
    view.set("TOTAL_DELIVERY", total + way.fee).set("TOTAL_DELIVERY_CENTS", (total + way.fee).cents());
    if (auto const& delivered = way.delivery.promise)
        view.add("DELIVERY")
            .set("FEE", way.fee)
            .set("DELIVERED", tr("entre {} et {}", hour(delivered->from), hour(delivered->to)));
    if (auto const& ready = way.pickup.promise)
        view.add("PICKUP").set("PICKED_UP", tr("à {}", hour(ready->from)));
}

void add_recap(html::View& view, cart::CartNow const& cart)
{
    for (auto const& line : cart.priced.lines) {
        auto const& made = line.made;
        auto const is_deal = !made.configuration.picks.empty();
        auto part = view.add("ORDER_LINE");
        part.set("QUANTITY", std::int64_t{line.line.quantity})
            .set("NAME", is_deal ? made.product->name : made.portions.front().name());
        part.set("TOTAL", line.total);
        if (!made.size->label.empty()) part.add("SIZE").set("LABEL", made.size->label);
        for (auto const& words : product::contents_of(made))
            part.add("CHANGES").set("WORDS", words);
    }
    view.set("SUBTOTAL", cart.priced.total);
    if (cart.promo.discount > Money{})
        view.add("CODE").set("TEXT", cart.promo.code).set("DISCOUNT", cart.promo.discount);
}

void take_suggestion(CheckoutForm& form, std::string_view chosen)
{
    auto const parts = text::split(chosen, '|');
    if (parts.size() != 3) return;
    form.line = parts[0];
    form.postcode = parts[1];
    form.city = parts[2];
}

} // namespace

CheckoutForm form_from(account::Call const& call)
{
    auto const& sent = call.form;
    CheckoutForm form;
    form.mode = sent.one("mode") == "pickup" ? Mode::Pickup : Mode::Delivery;
    form.pay_on = sent.one("pay_on") == "online" ? PayOn::Online : PayOn::Reception;
    if (auto const address = sent.number("address")) form.saved_address = AddressId{*address};
    form.line = sent.trimmed("line");
    form.postcode = sent.trimmed("postcode");
    form.city = sent.trimmed("city");
    take_suggestion(form, sent.trimmed("suggestion"));
    form.is_adult = sent.one("adult") == "1";
    form.confirmed = sent.trimmed("confirmed");
    form.shop = sent.trimmed("shop");
    form.save_address = sent.one("save_address") == "1";
    form.firstname = sent.trimmed("firstname");
    form.lastname = sent.trimmed("lastname");
    form.email = sent.trimmed("email");
    form.phone = sent.trimmed("phone");
    form.note = std::string{text::cut(sent.trimmed("note"), longest_note)};
    form.key = sent.trimmed("key");
    auto const pickup = form.mode == Mode::Pickup;
    auto const shown = sent.number(pickup ? "total_pickup" : "total_delivery");
    form.expected_total = Money::cents(shown.value_or(-1));
    form.shown_cart = sent.trimmed("cart");
    auto const* const time = pickup ? "time_pickup" : "time_delivery";
    // What is no time at all is one that nobody offered.
    if (!sent.trimmed(time).empty()) form.wanted = Instant::ms(sent.number(time).value_or(0));
    if (auto const soonest = sent.number(pickup ? "soonest_pickup" : "soonest_delivery"))
        form.shown_time = Instant::ms(*soonest);
    return form;
}

CheckoutForm fresh_form(OrderDesk const& desk, account::Call const& call, std::string key)
{
    CheckoutForm form;
    form.key = std::move(key);
    if (!call.who.user) return form;
    form.firstname = call.who.user->firstname;
    form.lastname = call.who.user->lastname;
    form.phone = call.who.user->phone;
    if (auto const last = last_own_order(desk.database, call.who.user->id)) {
        form.mode = last->facts.mode;
        if (desk.stripe && last->online) form.pay_on = PayOn::Online;
        if (form.phone.empty()) form.phone = last->contact_phone;
    }
    return form;
}

void add_paying(html::View& view, OrderDesk const& desk, PayOn chosen)
{
    if (!desk.stripe)
        view.show("RECEPTION_ONLY");
    else
        view.add("PAYING").show(chosen == PayOn::Online ? "ONLINE" : "RECEPTION");
}

std::optional<html::Page> checkout_page(OrderDesk const& desk, account::Call const& call,
    CheckoutForm const& given, std::vector<FieldFault> const& faults,
    std::vector<pizzeria::TypedAddress> const& perhaps)
{
    auto const checkout = read_checkout(desk, call);
    if (!checkout) return std::nullopt;
    if (auto const& amends = checkout->cart.cart.amends)
        return change_page(desk, call, *amends, std::nullopt, {}, {});
    auto form = given;
    if (faults.empty() && !form.saved_address && form.line.empty() && !checkout->addresses.empty())
        form.saved_address = checkout->addresses.front().id;

    html::View view{"order/checkout.html", call.language()};
    auto const& shop = checkout->shop;
    auto const way = way_now(desk, *checkout, form, nullptr, call.now);
    view.set("CSRF", call.csrf).set("KEY", form.key);
    view.set("CART", cart::fingerprint_of(checkout->cart.cart));
    view.set("SHOP_NAME", shop.name).set("SHOP_LINE", shop.line).set("SHOP_CITY", shop.city);
    auto fields = add_way(view, desk, call, *checkout, way, {form, faults, perhaps});
    add_sums(view, *checkout, way);
    add_person(view, call, form);
    add_paying(view, desk, form.pay_on);
    add_recap(view, checkout->cart);
    if (checkout->cart.priced.has_alcohol()) view.add("ALCOHOL").show_if(form.is_adult, "ADULT");
    add_faults(view, fields, tr("La commande n’est pas encore partie"), faults);

    html::Page page{
        faults.empty() ? tr("Commander") : tr("Erreur\u00a0: {}", tr("Commander")), std::move(view)};
    page.status = faults.empty() ? 200 : status_of(faults.front().second);
    if (!faults.empty()) page.retry_after = retry_after(faults.front().second);
    page.indexed = false;
    page.scripts = {"checkout.js"};
    page.shop_slug = shop.slug;
    return page;
}

} // namespace ocp::order
