#pragma once

#include "clients/stripe/stripe.h"

#include <string>

/// What a Stripe that is well says, and what it is asked; for the tests of our client.
namespace ocp::test {

inline constexpr auto an_open_session = R"({"id":"cs_test_1","object":"checkout.session","status":"open",
    "payment_status":"unpaid","amount_total":2650,"currency":"eur","payment_intent":"pi_1",
    "url":"https://checkout.stripe.com/c/pay/cs_test_1","metadata":{"order":"42","attempt":"1"}})";
inline constexpr auto a_refund = R"({"id":"re_1","object":"refund","status":"succeeded","amount":1200,
    "payment_intent":"pi_1","metadata":{"refund":"7"}})";
inline constexpr auto an_empty_list = R"({"object":"list","data":[],"has_more":false,"url":"/v1/refunds"})";

inline stripe::NewSession a_new_session()
{
    return {.idempotency_key = "order-42-pay-1",
        .success_url = "https://oc.test/paiement/retour?session={CHECKOUT_SESSION_ID}",
        .cancel_url = "https://oc.test/panier",
        .client_reference_id = "2026-000042",
        .customer_email = "lola@example.test",
        .language = Language::French,
        .expires_at = Instant::ms(1'795'440'600'000),
        .lines = {{"Reine", Money::cents(2'400)}, {"Livraison", Money::cents(250)}},
        .metadata = {{"order", "42"}, {"attempt", "1"}}};
}

inline stripe::NewRefund a_new_refund()
{
    return {.idempotency_key = "refund-7",
        .payment_intent = "pi_1",
        .amount = Money::cents(1'200),
        .metadata = {{"refund", "7"}}};
}

} // namespace ocp::test
