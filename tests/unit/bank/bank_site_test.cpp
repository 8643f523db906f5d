#include "bank/bank_site.h"
#include "platform/secrets/secrets.h"
#include "tests/support/fixed_clock.h"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocp::bank {

namespace {

using testing::HasSubstr;

struct ABankSite : testing::Test {
    test::FixedClock clock{Instant::ms(1'700'000'000'000)};
    secrets::SystemRandom random;
    EventQueue events{random};
    Bank bank{{"http://bank.test", "http://shop.test/webhooks/stripe"}, clock, random, events, {}};
    BankSite site{bank, events, clock, random, "sk_test_1"};

    using Headers = std::vector<std::pair<std::string, std::string>>;
    http::Response send(
        http::Method method, std::string const& path, std::string body = {}, Headers headers = {})
    {
        http::Request request;
        request.method = method;
        request.target = request.path = path;
        request.body = std::move(body);
        request.headers = std::move(headers);
        request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        request.id = "0123";
        return site.handle(request);
    }
    http::Response call(std::string const& path, std::string body, std::string const& key = {})
    {
        return send(http::Method::Post, path, std::move(body),
            {{"authorization", "Bearer sk_test_1"}, {"idempotency-key", key}});
    }
    http::Response open_session(std::string const& key = {}, std::string const& more = "")
    {
        return call("/v1/checkout/sessions",
            "mode=payment&success_url=http%3A%2F%2Fshop.test%2Fretour%3Fs%3D{CHECKOUT_SESSION_ID}"
            "&cancel_url=http%3A%2F%2Fshop.test%2Fpanier&customer_email=lola%40example.test"
            "&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur"
            "&line_items[0][price_data][unit_amount]=2350"
            "&line_items[0][price_data][product_data][name]=%3Cb%3EReine%3C%2Fb%3E"
                + more,
            key);
    }
    std::string new_session(std::string const& more = "")
    {
        return json::parse(*open_session("", more).body)["id"];
    }
    http::Response control(std::string const& words)
    {
        auto response = send(http::Method::Post, "/bank/control", words);
        EXPECT_EQ(response.status, 200u) << *response.body;
        return response;
    }
    http::Response page(std::string const& path) { return send(http::Method::Get, path); }
    http::Response click(std::string const& path, std::string const& form)
    {
        return send(http::Method::Post, path, form);
    }
    std::size_t payments() { return bank.ledger()["payment_intents"].size(); }
};

constexpr auto good = "number=4242+4242+4242+4242&csrf=a";

} // namespace

TEST_F(ABankSite, is_open_to_the_merchants_key_only)
{
    auto const version = [this](std::string const& named) {
        return send(http::Method::Get, "/v1/refunds", "",
            {{"authorization", "Bearer sk_test_1"}, {"stripe-version", named}})
            .status;
    };
    EXPECT_EQ(page("/v1/refunds").status, 401u);
    EXPECT_EQ(
        send(http::Method::Get, "/v1/refunds", "", {{"authorization", "Bearer sk_test_2"}}).status, 401u);
    EXPECT_EQ(version("2020-08-27"), 200u);
    EXPECT_EQ(version("2022-11-15"), 400u);
}

TEST_F(ABankSite, answers_a_key_once_and_then_again_the_same)
{
    auto const first = open_session("k");
    auto const second = open_session("k");
    EXPECT_EQ(*first.body, *second.body);
    EXPECT_EQ(first.header("Idempotent-Replayed"), "");
    EXPECT_EQ(second.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(second.header("Request-Id"), "req_0123");
    EXPECT_EQ(open_session("k", "&locale=fr").status, 400u);
    EXPECT_EQ(payments(), 1u);
}

TEST_F(ABankSite, keeps_nothing_of_a_call_that_was_not_in_order)
{
    EXPECT_EQ(open_session("k", "&nonsense=1").status, 400u);
    EXPECT_EQ(open_session("k").status, 200u);
}

TEST_F(ABankSite, keeps_what_was_refused_once_it_had_begun)
{
    auto const id = new_session();
    auto const path = "/v1/checkout/sessions/" + id + "/expire";
    call(path, "");
    EXPECT_EQ(call(path, "", "k").status, 400u);
    EXPECT_EQ(call(path, "", "k").header("Idempotent-Replayed"), "true");
}

TEST_F(ABankSite, has_one_call_with_a_key_at_a_time)
{
    control("answer=slow_before&wait_ms=3600000");
    auto slow = std::async(std::launch::async, [this] { return open_session("k"); });
    auto status = 0u;
    for (int tries = 0; tries < 500 && status != 409; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
        if (json::parse(*control("").body)["answers_left"] == 0) status = open_session("k").status;
    }
    EXPECT_EQ(status, 409u);
    site.end();
    EXPECT_EQ(slow.get().status, 200u);
    EXPECT_EQ(payments(), 1u);
}

TEST_F(ABankSite, fails_as_it_is_told_to)
{
    control("answer=500_before");
    EXPECT_EQ(open_session("a").status, 500u);
    EXPECT_EQ(open_session("a").status, 500u) << "kept under the key";
    EXPECT_EQ(payments(), 0u);
    control("answer=500_after");
    EXPECT_EQ(open_session("b").status, 500u);
    EXPECT_EQ(open_session("b").status, 500u);
    EXPECT_EQ(payments(), 1u);
    control("answer=cut_after&to=POST+/v1/checkout/sessions");
    EXPECT_EQ(open_session("c").status, http::no_answer);
    EXPECT_EQ(open_session("c").status, 200u);
    EXPECT_EQ(payments(), 2u);
    control("answer=429&retry_after=7");
    EXPECT_EQ(open_session("d").header("Retry-After"), "7");
    EXPECT_EQ(payments(), 2u);
    control("answer=say&status=202&body={}");
    EXPECT_EQ(open_session("e").status, 202u);
}

TEST_F(ABankSite, forgets_a_failure_when_it_is_told_to)
{
    control("answer=500_before&kept=0");
    EXPECT_EQ(open_session("a").status, 500u);
    EXPECT_EQ(open_session("a").status, 200u);
    control("answer=500_after&kept=0");
    EXPECT_EQ(open_session("b").status, 500u);
    EXPECT_EQ(open_session("b").status, 200u);
    EXPECT_EQ(payments(), 2u);
}

TEST_F(ABankSite, understands_json_and_refuses_what_it_does_not)
{
    auto const say = [this](std::string const& words) {
        http::Request request;
        request.method = http::Method::Post;
        request.path = "/bank/control";
        request.headers = {{"content-type", "application/json"}};
        request.body = words;
        return site.handle(request).status;
    };
    EXPECT_EQ(say(R"({"events":"held","copies":3,"shuffled":true})"), 200u);
    EXPECT_TRUE(events.manner().are_held);
    EXPECT_EQ(events.manner().copies, 3);
    EXPECT_EQ(say(R"({"reset":1})"), 200u);
    EXPECT_FALSE(events.manner().are_held);
    for (auto const* words : {R"({"evnets":"held"})", R"({"events":"gone"})", R"({"answer":"500"})", "[]",
             "{", R"({"refunds":"no"})", R"({"settle":"all","as":"failed"})", R"({"expire":"cs_none"})"})
        EXPECT_EQ(say(words), 400u) << words;
}

TEST_F(ABankSite, shows_what_is_paid_and_that_it_is_a_trial)
{
    auto const shown = page("/pay/" + new_session());
    EXPECT_EQ(shown.status, 200u);
    EXPECT_THAT(*shown.body, HasSubstr("Banque d’essai"));
    EXPECT_THAT(*shown.body, HasSubstr("&lt;b&gt;Reine&lt;/b&gt;"));
    EXPECT_THAT(*shown.body, HasSubstr("23,50\u00a0€"));
    EXPECT_THAT(*page("/pay/" + new_session("&locale=en")).body, HasSubstr("Trial bank"));
    EXPECT_EQ(page("/pay/cs_none").status, 404u);
}

TEST_F(ABankSite, sends_the_customer_back_once_it_is_paid)
{
    auto const id = new_session();
    EXPECT_EQ(click("/pay/" + id, good).header("Location"), "http://shop.test/retour?s=" + id);
    EXPECT_THAT(*page("/pay/" + id).body, HasSubstr("Ce paiement est déjà fait"));
    control("browsers=kept");
    auto const other = new_session();
    EXPECT_EQ(click("/pay/" + other, good).status, 200u);
    EXPECT_EQ(bank.session(other)->status, SessionStatus::Complete);
}

TEST_F(ABankSite, says_why_a_card_was_not_taken)
{
    auto const path = "/pay/" + new_session();
    EXPECT_THAT(*click(path, "number=4000000000009995").body, HasSubstr("pas assez approvisionnée. Essayez"));
    EXPECT_THAT(*click(path, "number=4111111111111111").body, HasSubstr("que les trois cartes d’essai"));
    EXPECT_EQ(click(path, "card=4000002760003184&number=4242424242424242").header("Location"), path + "/3ds");
    EXPECT_THAT(*click(path + "/3ds", "verdict=refuse").body, HasSubstr("3-D Secure a échoué"));
    click(path, "card=4000002760003184");
    EXPECT_EQ(click(path + "/3ds", "verdict=abandon").header("Location"), "http://shop.test/panier");
    EXPECT_EQ(bank.ledger()["received"], 0);
}

TEST_F(ABankSite, takes_no_payment_that_another_site_sends)
{
    auto const id = new_session();
    EXPECT_EQ(send(http::Method::Post, "/pay/" + id, good, {{"sec-fetch-site", "cross-site"}}).status, 404u);
    EXPECT_EQ(bank.session(id)->status, SessionStatus::Open);
}

} // namespace ocp::bank
