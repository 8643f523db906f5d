#include "tests/integration/site/checkout_form.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"
#include "tests/support/stripe_signer.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using test::checkout_form;
using test::FakeVendor;
using test::RunningSite;
using test::with;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto secret = "whsec_of_these_tests_0123456789";
constexpr auto older_secret = "whsec_of_yesterday_0123456789";

/// Pages and webhook beside a Stripe that answers as it is told.
struct PaymentPages : testing::TestWithParam<db::Engine> {
    FakeVendor stripe;
    RunningSite site{GetParam(),
        {{"STRIPE_SECRET_KEY", "sk_test_of_these_tests_0123456789"},
            {"STRIPE_WEBHOOK_SECRET", fmt::format("{},{}", secret, older_secret)},
            {"STRIPE_BASE_URL", stripe.base_url()}}};
    Browser buyer = site.with_cart(2);

    /// What Stripe says of the session of an order from now on.
    void say(std::string_view status, std::string_view payment_status)
    {
        stripe.answer(
            {.body = fmt::format(
                 R"({{"id":"cs_test_1","object":"checkout.session","status":"{}","payment_status":"{}",)"
                 R"("amount_total":{},"currency":"eur","payment_intent":"pi_1",)"
                 R"("url":"https://checkout.example/cs_test_1","metadata":{{}}}})",
                 status, payment_status, total())});
    }
    std::int64_t total()
    {
        return std::max<std::int64_t>(site.shop().number("SELECT MAX(total) FROM orders"), 0);
    }
    std::string last_status()
    {
        return site.shop()
            .words("SELECT order_status || ' ' || payment_status FROM orders ORDER BY id DESC")
            .at(0);
    }
    /// The tracking page of the order that is placed.
    std::string place()
    {
        say("open", "unpaid");
        auto const sent = buyer.post("/commander", with(checkout_form(buyer), {{"pay_on", "online"}}));
        EXPECT_EQ(sent.status, 303U);
        EXPECT_EQ(sent.header("location"), "https://checkout.example/cs_test_1");
        return "/suivi/"
            + order::tracking_token(site.app().order_desk.tracking_key,
                site.shop().words("SELECT order_number FROM orders ORDER BY id DESC").at(0));
    }
    Browser::Answer deliver(std::string const& body, std::string const& signature)
    {
        auto nobody = site.browser();
        return nobody.send("POST", "/webhooks/stripe",
            "Content-Type: application/json\r\nStripe-Signature: " + signature + "\r\n", body);
    }
    static std::string event(std::string_view id, std::string_view livemode = "false")
    {
        return fmt::format(R"({{"id":"{}","object":"event","api_version":"2020-08-27","livemode":{},)"
                           R"("type":"checkout.session.completed","data":{{"object":{{"id":"cs_test_1",)"
                           R"("object":"checkout.session","payment_intent":"pi_1"}}}}}})",
            id, livemode);
    }
    Instant now() { return site.app().clock.now(); }
    std::int64_t tasks()
    {
        return site.shop().number("SELECT COUNT(*) FROM payment_tasks WHERE kind = 'settle'");
    }
};
INSTANTIATE_TEST_SUITE_P(on, PaymentPages, testing::Values(db::Engine::Sqlite, db::Engine::Postgres),
    [](auto const& engine) { return engine.param == db::Engine::Sqlite ? "SQLite" : "PostgreSQL"; });

TEST_P(PaymentPages, lead_to_the_bank_and_back_to_an_order_that_is_paid)
{
    auto const tracking = place();
    EXPECT_EQ(last_status(), "awaiting_payment authorising");
    EXPECT_THAT(buyer.get(tracking).body, AllOf(HasSubstr("Il reste à la payer"), HasSubstr("/paiement")));
    say("complete", "paid");
    auto const back = buyer.get("/paiement/retour?session=cs_test_1");
    EXPECT_EQ(back.header("location"), tracking);
    EXPECT_EQ(last_status(), "pending paid");
    EXPECT_THAT(buyer.get(tracking).body, HasSubstr("en ligne, merci"));
    auto const asked = stripe.requests().size();
    EXPECT_EQ(buyer.get("/paiement/retour?session=cs_test_1").header("location"), tracking);
    EXPECT_EQ(stripe.requests().size(), asked) << "what is known is not asked for again";
}

TEST_P(PaymentPages, say_that_the_bank_is_awaited_when_nobody_has_paid)
{
    auto const tracking = place();
    auto const back = buyer.get("/paiement/retour?session=cs_test_1");
    EXPECT_EQ(back.header("location"), tracking + "?paiement=attente");
    EXPECT_THAT(buyer.follow(back).body, HasSubstr("La banque n’a pas encore répondu"));
    EXPECT_EQ(last_status(), "awaiting_payment authorising") << "success_url alone pays nothing";
}

TEST_P(PaymentPages, know_no_session_that_is_not_ours_and_ask_nobody_about_it)
{
    place();
    auto const asked = stripe.requests().size();
    auto nobody = site.browser();
    for (auto const* const session : {"cs_test_2", "", "%00", "cs_test_1%27--", "../../etc/passwd"})
        EXPECT_EQ(nobody.get(fmt::format("/paiement/retour?session={}", session)).status / 100, 4U)
            << session;
    EXPECT_EQ(nobody.get("/paiement/retour").status, 404U);
    EXPECT_EQ(nobody.post("/suivi/no-such-link/paiement").status, 404U);
    EXPECT_EQ(stripe.requests().size(), asked);
}

TEST_P(PaymentPages, offer_another_way_while_stripe_is_away)
{
    stripe.answer({.status = 500, .body = R"({"error":{"type":"api_error"}})"});
    auto const sent = buyer.post("/commander", with(checkout_form(buyer), {{"pay_on", "online"}}));
    EXPECT_THAT(sent.header("location"), AllOf(StartsWith("/suivi/"), HasSubstr("paiement=indisponible")));
    EXPECT_THAT(buyer.follow(sent).body, AllOf(HasSubstr("indisponible"), HasSubstr("Payer autrement")));
    EXPECT_EQ(last_status(), "awaiting_payment authorising");
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("attend son paiement"));
}

TEST_P(PaymentPages, lead_who_pays_otherwise_to_one_order_however_often_the_form_is_sent)
{
    enum class Page { Fresh, GoneBackTo };
    for (auto const page : {Page::Fresh, Page::GoneBackTo}) {
        buyer.post("/pizzerias/part-dieu/panier", {{"item", "1:M"}});
        say("open", "unpaid");
        auto const online = with(checkout_form(buyer), {{"pay_on", "online"}});
        buyer.post("/commander", online);
        say("expired", "unpaid");
        auto const otherwise
            = with(page == Page::Fresh ? checkout_form(buyer) : online, {{"pay_on", "reception"}});
        auto const link = buyer.post("/commander", otherwise).header("location");
        EXPECT_THAT(link, StartsWith("/suivi/"));
        EXPECT_EQ(last_status(), "pending unpaid");
        auto const orders = site.shop().number("SELECT COUNT(*) FROM orders");
        EXPECT_EQ(buyer.post("/commander", otherwise).header("location"), link) << "the answer was lost";
        EXPECT_EQ(site.shop().number("SELECT COUNT(*) FROM orders"), orders);
    }
}

TEST_P(PaymentPages, take_in_what_stripe_has_signed_with_any_of_our_secrets)
{
    place();
    say("complete", "paid");
    for (auto const* const signer : {secret, older_secret}) {
        auto const body = event(std::string{"evt_"} + signer);
        EXPECT_EQ(deliver(body, test::stripe_signature({body}, signer, now())).status, 200U);
    }
    EXPECT_EQ(tasks(), 2);
    auto const again = event(std::string{"evt_"} + secret);
    EXPECT_EQ(deliver(again, test::stripe_signature({again}, secret, now())).status, 200U);
    EXPECT_EQ(tasks(), 2) << "each event once";
    while (site.app().cashier.do_one()) { }
    EXPECT_EQ(last_status(), "pending paid");
    EXPECT_EQ(site.shop().number("SELECT COUNT(*) FROM payments"), 1);
}

TEST_P(PaymentPages, change_nothing_by_what_stripe_has_not_signed)
{
    using namespace std::chrono_literals;
    place();
    say("complete", "paid");
    auto const before = site.state();
    auto const body = event("evt_forged");
    auto const genuine = test::stripe_signature({body}, secret, now());
    for (auto const& signature : {std::string{}, std::string{"t=1,v1=00"}, std::string(5'000, 'a'),
             test::stripe_signature({body}, "whsec_of_somebody_else", now()),
             test::stripe_signature({body}, secret, now() - 10min),
             test::stripe_signature({body + " "}, secret, now())})
        EXPECT_EQ(deliver(body, signature).status, 400U) << signature.substr(0, 80);
    EXPECT_EQ(deliver(event("evt_other"), genuine).status, 400U) << "a signature over other bytes";
    for (auto const& nonsense : {std::string{"{}"}, std::string{"["}, std::string{"\xff\xfe"},
             event("evt_live", "true"), std::string(60'000, '{')})
        EXPECT_EQ(deliver(nonsense, test::stripe_signature({nonsense}, secret, now())).status, 200U)
            << "signed, and nothing that we look at";
    EXPECT_EQ(deliver(std::string(300'000, 'x'), genuine).status, 413U);
    EXPECT_EQ(tasks(), 0);
    EXPECT_EQ(site.state(), before);
}

TEST_P(PaymentPages, offer_nothing_online_without_a_key)
{
    RunningSite plain{GetParam()};
    auto other = plain.with_cart(2);
    EXPECT_THAT(other.get("/commander").body,
        AllOf(HasSubstr("Paiement à la réception"), Not(HasSubstr("pay-online"))));
    auto const sent = other.post("/commander", with(checkout_form(other), {{"pay_on", "online"}}));
    EXPECT_EQ(sent.status, 503U);
    EXPECT_EQ(plain.shop().number("SELECT COUNT(*) FROM orders"), 0);
    auto const body = event("evt_1");
    auto nobody = plain.browser();
    EXPECT_EQ(nobody
                  .send("POST", "/webhooks/stripe",
                      "Stripe-Signature: " + test::stripe_signature({body}, "", now()) + "\r\n", body)
                  .status,
        400U);
}

} // namespace
} // namespace ocp
