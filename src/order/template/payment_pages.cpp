#include "order/template/payment_pages.h"

#include "order/business/follow_order.h"
#include "order/business/open_payment.h"
#include "order/business/order_events.h"
#include "order/business/settle_payment.h"
#include "order/template/unknown_link.h"

namespace ocp::order {

html::Answer PaymentPages::pay(account::Call const& call)
{
    auto const token = std::string{call.request.path_text("token")};
    auto const followed = follow_order(desk_.database, token);
    if (!followed) return unknown_link(desk_, call);
    auto const url = open_payment(desk_, followed->order.facts.id, call.now);
    if (url) return http::see_other(*url);
    auto const away = url.error() == Refusal::PaymentUnavailable;
    return http::see_other("/suivi/" + token + (away ? "?paiement=indisponible" : ""));
}

html::Answer PaymentPages::back(account::Call const& call)
{
    auto const session = std::string{call.request.query.one("session").value_or("")};
    auto const settled = session.empty() ? std::nullopt : settle_on_return(desk_, session, call.now);
    if (!settled) return unknown_link(desk_, call);
    auto const& order = settled->order.value();
    // Who comes back sees it on the next page, without waiting for the event.
    changes_.heard(order_stream(order.shop, order.id));
    return http::see_other("/suivi/" + tracking_token(desk_.tracking_key, order.number)
        + (settled->outcome == Settlement::Outcome::Waiting ? "?paiement=attente" : ""));
}

html::Answer PaymentPages::webhook(account::Call const& call)
{
    auto const taken = payment::take_delivery(
        desk_.database, webhook_, {call.request.header("stripe-signature"), call.request.body}, call.now);
    if (taken == payment::Taken::New) on_task_();
    return taken == payment::Taken::Forged ? http::text("signature\n", 400) : http::text("ok\n");
}

} // namespace ocp::order
