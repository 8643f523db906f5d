#pragma once

#include "clients/stripe/stripe.h"

#include <optional>
#include <string>
#include <string_view>

/// What Stripe's answers say. Members we do not know are passed over: the live service adds some to old
/// versions. Nothing comes of a body without those we decide by (id, status, amounts): it is never a success.
namespace ocp::stripe {

std::optional<Session> session_in(std::string_view body);
std::optional<Page<Session>> sessions_in(std::string_view body);
std::optional<Refund> refund_in(std::string_view body);
/// Lists are read whole or not at all: a refund that is passed over would be paid again.
std::optional<Page<Refund>> refunds_in(std::string_view body);
std::optional<Page<PaymentIntent>> payment_intents_in(std::string_view body);
std::optional<Page<WebhookEndpoint>> webhook_endpoints_in(std::string_view body);

/// Of an answer that is an error; each "" when it says nothing.
struct Complaint {
    std::string type, code;
    std::string param; ///< name of the parameter that is meant
    std::string message; ///< "" also when it may quote a secret or something of a customer
};
Complaint complaint_in(std::string_view body);

} // namespace ocp::stripe
