#include "order/template/payment_pages.h"

#include "clients/stripe/event.h"
#include "clients/stripe/signature.h"
#include "order/business/follow_order.h"
#include "order/business/open_payment.h"
#include "order/business/order_events.h"
#include "order/business/settle_payment.h"
#include "order/template/unknown_link.h"
#include "payment/business/take_event.h"
#include "platform/log/log.h"

#include <algorithm>

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
    stripe::Delivery const delivery{call.request.header("stripe-signature"), call.request.body};
    auto const is_genuine = std::any_of(webhook_.secrets.begin(), webhook_.secrets.end(),
        [&](std::string const& secret) { return stripe::is_genuine(delivery, secret, call.now); });
    if (!is_genuine) {
        log::warning("a webhook that Stripe has not signed", {{"bytes", call.request.body.size()}});
        return http::text("signature\n", 400);
    }
    auto const event = stripe::event_in(call.request.body);
    // Of another kind, or of the other world's money: acknowledged, so that it does not come again.
    if (!event || event->is_live != webhook_.is_live) return http::text("ignored\n");
    if (payment::take_event(desk_.database, *event, call.now)) on_task_();
    return http::text("ok\n");
}

} // namespace ocp::order
