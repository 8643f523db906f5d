#include "ocpizza/deploy/deploy_check.h"
#include "tests/unit/deploy/clean_facts.h"

#include <functional>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using testing::HasSubstr;
using Endpoint = stripe::WebhookEndpoint;

/// What is said of an account at Stripe that is right but for this; "" when nothing is.
std::string said_after(std::function<void(deploy::StripeFacts&)> const& change)
{
    auto facts = test::clean_facts();
    change(facts.stripe.emplace(test::clean_stripe()));
    std::string said;
    for (auto const& finding : deploy::findings(facts))
        said += finding.id + ": " + finding.found;
    return said;
}

std::string said_of(std::function<void(Endpoint&)> const& change)
{
    return said_after([&](deploy::StripeFacts& stripe) { change(stripe.webhooks.back()); });
}

TEST(StripeWebhookCheck, is_content_with_the_seven_events_or_with_all)
{
    EXPECT_EQ(said_of([](Endpoint&) {}), "");
    EXPECT_EQ(said_of([](Endpoint& one) { one.enabled_events = {"*"}; }), "");
    EXPECT_EQ(said_of([](Endpoint& one) { one.enabled_events.emplace_back("charge.succeeded"); }), "");
}

TEST(StripeWebhookCheck, leaves_alone_what_is_other_sites_or_switched_off)
{
    EXPECT_EQ(said_after([](deploy::StripeFacts& stripe) {
        auto elsewhere = stripe.webhooks.back(), switched_off = elsewhere;
        elsewhere.url = "https://autre.ocpizza.fr/webhooks/stripe";
        elsewhere.api_version = "2024-01-01";
        switched_off.status = "disabled";
        stripe.webhooks.insert(stripe.webhooks.begin(), {elsewhere, switched_off});
    }),
        "");
}

TEST(StripeWebhookCheck, wants_exactly_one_to_our_address)
{
    for (auto const* const url :
        {"https://www.ocpizza.fr/webhooks/stripe/", "http://www.ocpizza.fr/webhooks/stripe",
            "https://ocpizza.fr/webhooks/stripe", "https://www.ocpizza.fr/"})
        EXPECT_THAT(said_of([&](Endpoint& one) { one.url = url; }),
            HasSubstr(
                "stripe-webhook-endpoint: Stripe has no webhook to https://www.ocpizza.fr/webhooks/stripe"))
            << url;
    EXPECT_THAT(said_of([](Endpoint& one) { one.status = "disabled"; }), HasSubstr("is switched off"));
    EXPECT_THAT(said_after([](deploy::StripeFacts& stripe) {
        stripe.webhooks.push_back(Endpoint{stripe.webhooks.back()});
    }),
        HasSubstr("several webhooks"));
}

TEST(StripeWebhookCheck, wants_our_version_and_each_event)
{
    EXPECT_THAT(said_of([](Endpoint& one) { one.api_version = "2022-11-15"; }),
        HasSubstr("has the version 2022-11-15 and not 2020-08-27"));
    EXPECT_THAT(
        said_of([](Endpoint& one) { one.api_version = ""; }), HasSubstr("the version of the account"));
    for (std::size_t i = 0; i < 7; ++i) {
        auto const lacking = test::clean_stripe().webhooks.back().enabled_events.at(i);
        EXPECT_THAT(said_of([&](Endpoint& one) { std::erase(one.enabled_events, lacking); }),
            HasSubstr("is not sent " + lacking));
    }
}

TEST(StripeWebhookCheck, says_that_the_key_is_unknown_and_not_what_it_is)
{
    EXPECT_EQ(said_after([](deploy::StripeFacts& stripe) { stripe.refuses_our_key = true; }),
        "stripe-webhook-endpoint: Stripe does not know STRIPE_SECRET_KEY (***)");
}

} // namespace
} // namespace ocp
