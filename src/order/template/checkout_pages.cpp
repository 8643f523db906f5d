#include "order/template/checkout_pages.h"

#include "cart/business/change_cart.h"
#include "order/business/close_payment.h"
#include "order/business/open_payment.h"
#include "order/template/checkout_view.h"
#include "order/template/way_view.h"
#include "platform/secrets/secrets.h"

#include <algorithm>

namespace ocp::order {

namespace {

/// Drawn when the page is made: one intent, however often it is sent.
std::string fresh_key(RandomSource& random)
{
    return secrets::base64url(random.bytes(16));
}

bool plausible_key(std::string_view key)
{
    return key.size() >= 16 && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '_';
    });
}

html::Answer page_or_cart(std::optional<html::Page> page)
{
    if (!page) return http::see_other("/panier");
    return std::move(*page);
}

/// Whether what was ordered before stands in the way, and the customer wants something else now: by a fresh
/// page, or by this one, gone back to and changed.
bool gives_way(OrderDesk const& desk, account::Visitor const& who, Refusal refusal)
{
    if (refusal != Refusal::KeyReusedForOtherContent) return refusal == Refusal::CartAwaitsPayment;
    return desk.database.read([&](db::Reader const& reader) { return awaiting_payment(reader, *who.cart); })
        .has_value();
}

} // namespace

std::string CheckoutPages::next_of(Placed const& placed, PayOn pay_on, Instant now) const
{
    auto const tracking = "/suivi/" + placed.tracking_token;
    if (pay_on == PayOn::Reception) return tracking;
    auto const url = open_payment(desk_, placed.order, now);
    if (url) return *url;
    return url.error() == Refusal::PaymentUnavailable ? tracking + "?paiement=indisponible" : tracking;
}

html::Answer CheckoutPages::show(account::Call const& call)
{
    return page_or_cart(checkout_page(desk_, call, fresh_form(desk_, call, fresh_key(random_)), {}));
}

std::optional<html::Answer> CheckoutPages::move_to_other_shop(account::Call const& call, CheckoutForm& form)
{
    auto const shop = form.shop.empty() ? std::nullopt : desk_.shops.find(form.shop);
    if (!shop || !cart::move_cart_to(desk_.database, call.who, shop->id, call.now)) return std::nullopt;
    form.shop.clear();
    form.key = fresh_key(random_);
    return page_or_cart(checkout_page(desk_, call, form, {}));
}

html::Answer CheckoutPages::place(account::Call const& call)
{
    auto form = form_from(call);
    if (!plausible_key(form.key)) form.key = fresh_key(random_);
    if (auto const faults = faults_of(form, call.who.signed_in()); !faults.empty())
        return page_or_cart(checkout_page(desk_, call, form, faults));
    if (!call.who.cart) return http::see_other("/panier");
    if (auto const sought = find_address(addresses_, form); !sought.faults.empty())
        return page_or_cart(checkout_page(desk_, call, form, sought.faults, sought.perhaps));
    if (auto answer = move_to_other_shop(call, form)) return *std::move(answer);

    auto placed = place_order(desk_, {call.who, form, call.now, call.request.peer});
    if (!placed && gives_way(desk_, call.who, placed.error())) {
        // What was made of this cart and not paid gives way to this, unless its money has come by now.
        if (auto const paid = set_aside_unpaid(desk_, *call.who.cart, call.now))
            return http::see_other("/suivi/" + tracking_token(desk_.tracking_key, paid->number));
        // Never a fresh key: the same form sent once more is the same order.
        if (placed.error() == Refusal::KeyReusedForOtherContent) form.key = key_instead(form);
        placed = place_order(desk_, {call.who, form, call.now, call.request.peer});
    }
    if (placed) return http::see_other(next_of(*placed, form.pay_on, call.now));
    if (placed.error() == Refusal::SoldOut) return http::see_other("/panier?epuise=1");
    if (placed.error() == Refusal::CartEmpty || placed.error() == Refusal::UnknownProduct)
        return http::see_other("/panier"); // which tells why
    if (placed.error() == Refusal::KeyReusedForOtherContent) form.key = fresh_key(random_);
    return page_or_cart(
        checkout_page(desk_, call, form, {{std::string{field_of(placed.error())}, placed.error()}}));
}

} // namespace ocp::order
