#pragma once

#include "bank/model/payment.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

/// What is remembered, as the objects of Stripe's interface at version 2020-08-27: every field that version
/// has, and none that came later.
namespace ocp::bank {

using nlohmann::json;

/// `url`: where it is paid; shown while the session is open only.
json object_of(Session const&, std::string const& url, IntentStatus);
/// `refunds`: those of the payment, the newest first.
json object_of(Intent const&, std::vector<Refund> const& refunds);
json object_of(Charge const&, Intent const&, std::vector<Refund> const& refunds);
json object_of(Refund const&);

/// A page of a list; `url` names the list.
json list_of(json data, std::string url, bool has_more);

/// The events that a merchant's webhook is told.
inline constexpr std::string_view told_events[] = {"checkout.session.completed",
    "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
    "checkout.session.expired", "charge.refunded", "charge.refund.updated", "payment_intent.payment_failed"};

json webhook_endpoint(std::string const& url, UnixTime created);

} // namespace ocp::bank
