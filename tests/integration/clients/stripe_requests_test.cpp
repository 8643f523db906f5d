#include "clients/stripe/client.h"
#include "platform/secrets/secrets.h"
#include "tests/integration/clients/stripe_answers.h"
#include "tests/support/fake_vendor.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ocp {
namespace {

using stripe::Patience;

/// Every call of the client, with all it can say and with the least.
void make_every_call(stripe::Client& client, test::FakeVendor& vendor)
{
    vendor.answer({.body = test::an_open_session});
    EXPECT_TRUE(client.create_session(test::a_new_session(), Patience::Customer));
    auto least = test::a_new_session();
    least.customer_email = least.client_reference_id = "";
    least.language = Language::English;
    least.lines = {{"Quatre fromages « maison » & co", Money::cents(1)}};
    EXPECT_TRUE(client.create_session(least, Patience::Customer));
    EXPECT_TRUE(client.session("cs_test_1", Patience::Customer));
    EXPECT_TRUE(client.expire_session("cs_test_1", Patience::Background));
    vendor.answer({.body = test::a_refund});
    EXPECT_TRUE(client.create_refund(test::a_new_refund(), Patience::Background));
    vendor.answer({.body = test::an_empty_list});
    EXPECT_TRUE(client.refunds_of("pi_1", Patience::Background));
    EXPECT_TRUE(client.sessions_of("pi_1", Patience::Background));
    auto const since = Instant::ms(1'795'440'600'000);
    EXPECT_TRUE(client.payment_intents_since(since, "", Patience::Background));
    EXPECT_TRUE(client.payment_intents_since(since, "pi_1", Patience::Background));
    EXPECT_TRUE(client.webhook_endpoints(Patience::Background));
}

nlohmann::json as_json(test::FakeVendor::Request const& request)
{
    return {{"line", request.line}, {"head", request.head}, {"body", request.body}};
}

} // namespace

/// Into the file that OCP_STRIPE_REQUESTS names, when it does: tests/peers/stripe_requests.mjs holds them
/// against Stripe's specification.
TEST(StripeRequests, are_written_down_for_their_judge)
{
    test::FakeVendor vendor;
    secrets::SystemRandom random;
    stripe::Client client{
        {"ocpizza/test", ""}, {.base_url = vendor.base_url(), .secret_key = "sk_test_1"}, random};
    make_every_call(client, vendor);
    auto const requests = vendor.requests(10);
    ASSERT_EQ(requests.size(), 10U);
    auto all = nlohmann::json::array();
    for (auto const& request : requests)
        all.push_back(as_json(request));
    if (auto const* const file = std::getenv("OCP_STRIPE_REQUESTS")) std::ofstream{file} << all;
}

} // namespace ocp
