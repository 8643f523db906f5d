#include "clients/stripe/form.h"
#include "platform/http/forms.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

stripe::NewSession an_order()
{
    return {.idempotency_key = "order-42-pay-1",
        .success_url = "https://oc.test/paiement/retour?session={CHECKOUT_SESSION_ID}",
        .cancel_url = "https://oc.test/panier",
        .client_reference_id = "2026-000042",
        .customer_email = "lola@example.test",
        .expires_at = Instant::ms(1'795'440'600'999),
        .lines = {{"Reine", Money::cents(2'400)}, {"Livraison à vélo & co", Money::cents(250)}},
        .metadata = {{"attempt", "1"}, {"order", "42"}}};
}

TEST(StripeForm, of_a_session_is_the_documented_one)
{
    // integrations.md §2; the lines are ours: each is its whole sum once.
    EXPECT_EQ(stripe::form_of(an_order()),
        "mode=payment"
        "&success_url=https%3A%2F%2Foc.test%2Fpaiement%2Fretour%3Fsession%3D%7BCHECKOUT_SESSION_ID%7D"
        "&cancel_url=https%3A%2F%2Foc.test%2Fpanier&client_reference_id=2026-000042"
        "&customer_email=lola%40example.test&locale=fr&expires_at=1795440600&customer_creation=if_required"
        "&payment_method_types[0]=card&metadata[attempt]=1&metadata[order]=42"
        "&payment_intent_data[metadata][attempt]=1&payment_intent_data[metadata][order]=42"
        "&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur"
        "&line_items[0][price_data][unit_amount]=2400&line_items[0][price_data][product_data][name]=Reine"
        "&line_items[1][quantity]=1&line_items[1][price_data][currency]=eur"
        "&line_items[1][price_data][unit_amount]=250"
        "&line_items[1][price_data][product_data][name]=Livraison%20%C3%A0%20v%C3%A9lo%20%26%20co");
}

TEST(StripeForm, of_a_session_leaves_out_what_is_not_known)
{
    auto order = an_order();
    order.customer_email = order.client_reference_id = "";
    order.language = Language::English;
    auto const form = stripe::form_of(order);
    EXPECT_THAT(form, Not(HasSubstr("customer_email")));
    EXPECT_THAT(form, Not(HasSubstr("client_reference_id")));
    EXPECT_THAT(form, HasSubstr("&locale=en&"));
}

TEST(StripeForm, lets_no_value_and_no_name_become_another_parameter)
{
    auto order = an_order();
    order.metadata = {{"a]=&mode=setup&b[", "=&?#[]\r\n%"}};
    order.lines = {{"&line_items[0][quantity]=9", Money::cents(1)}};
    auto const fields = http::parse_urlencoded(stripe::form_of(order));
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->all("mode").size(), 1U);
    EXPECT_EQ(fields->all("line_items[0][quantity]").size(), 1U);
    EXPECT_EQ(fields->one("metadata[a]=&mode=setup&b[]"), "=&?#[]\r\n%");
}

TEST(StripeForm, of_a_refund_is_the_documented_one)
{
    EXPECT_EQ(stripe::form_of(stripe::NewRefund{.idempotency_key = "refund-7",
                  .payment_intent = "pi_1",
                  .amount = Money::cents(1'200),
                  .metadata = {{"refund", "7"}}}),
        "payment_intent=pi_1&amount=1200&reason=requested_by_customer&metadata[refund]=7");
}

TEST(StripePath, asks_for_what_is_meant)
{
    EXPECT_EQ(stripe::path_of_session("cs_test_1"), "/v1/checkout/sessions/cs_test_1");
    EXPECT_EQ(stripe::path_of_sessions("pi_1"), "/v1/checkout/sessions?payment_intent=pi_1&limit=100");
    EXPECT_EQ(stripe::path_of_refunds("pi_1"), "/v1/refunds?payment_intent=pi_1&limit=100");
    auto const since = Instant::ms(1'795'440'600'999);
    EXPECT_EQ(stripe::path_of_payment_intents(since, ""),
        "/v1/payment_intents?created%5Bgte%5D=1795440600&limit=100");
    EXPECT_EQ(stripe::path_of_payment_intents(since, "pi_9"),
        "/v1/payment_intents?created%5Bgte%5D=1795440600&limit=100&starting_after=pi_9");
}

TEST(StripeId, is_letters_digits_and_lines)
{
    EXPECT_TRUE(stripe::is_id("cs_test_a1DdOmQv0n5OPZWFOxthsZNY5st8KZn1in6ii1Eh2O9P9moarFA42h1Yu5"));
    EXPECT_TRUE(stripe::is_id(std::string(255, 'a')));
    for (auto const& wrong :
        {std::string{}, std::string(256, 'a'), std::string{".."}, std::string{"cs/../x"}, std::string{"cs?x"},
            std::string{"cs 1"}, std::string{"é"}, std::string{"cs\n"}, std::string{"{X}"}})
        EXPECT_FALSE(stripe::is_id(wrong)) << wrong;
}

} // namespace
} // namespace ocp
