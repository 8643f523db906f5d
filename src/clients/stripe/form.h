#pragma once

#include "clients/stripe/stripe.h"

#include <string>
#include <string_view>

/// What Stripe is asked, letter by letter: forms with brackets for what is nested (integrations.md §2). Held
/// against the specification of 2020-08-27 by tests/peers/stripe_requests.mjs.
namespace ocp::stripe {

/// Body of `POST /v1/checkout/sessions`.
std::string form_of(NewSession const&);
/// Body of `POST /v1/refunds`.
std::string form_of(NewRefund const&);

/// Paths with their queries; ids must be fit by `is_id`.
std::string path_of_session(std::string_view id);
std::string path_of_sessions(std::string_view payment_intent);
std::string path_of_refunds(std::string_view payment_intent);
std::string path_of_payment_intents(Instant created_since, std::string_view after);

/// Whether it has the form of an id of Stripe's, "cs_test_a1B2": anything else may come from an address that
/// somebody typed, and an empty one would ask for everybody's.
bool is_id(std::string_view);

} // namespace ocp::stripe
