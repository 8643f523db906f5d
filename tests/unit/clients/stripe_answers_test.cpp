#include "clients/stripe/read_answers.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace ocp {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::Pair;

json a_session()
{
    return {{"id", "cs_test_1"}, {"object", "checkout.session"}, {"status", "complete"},
        {"payment_status", "paid"}, {"amount_total", 2'400}, {"currency", "eur"}, {"payment_intent", "pi_1"},
        {"url", nullptr}, {"metadata", {{"order", "42"}, {"attempt", "1"}}},
        {"something_later", {{"a", {1, 2}}}}};
}

json a_refund()
{
    return {{"id", "re_1"}, {"object", "refund"}, {"status", "succeeded"}, {"amount", 1'200},
        {"payment_intent", "pi_1"}, {"metadata", {{"refund", "7"}}}};
}

json an_intent()
{
    return {{"id", "pi_1"}, {"object", "payment_intent"}, {"status", "succeeded"}, {"amount_received", 2'400},
        {"currency", "eur"}, {"created", 1'700'000'000}, {"metadata", {{"order", "42"}}},
        {"charges", {{"data", {{{"amount_refunded", 300}}, {{"amount_refunded", 900}}}}}}};
}

json an_endpoint()
{
    return {{"id", "we_1"}, {"url", "https://oc.test/webhooks/stripe"}, {"status", "enabled"},
        {"api_version", nullptr}, {"enabled_events", {"charge.refunded", "checkout.session.expired"}}};
}

json list_of(json const& items, json const& has_more = false)
{
    return {{"object", "list"}, {"data", items}, {"has_more", has_more}};
}

json with(json object, char const* name, json const& value)
{
    object[name] = value;
    return object;
}

json without(json object, char const* name)
{
    object.erase(name);
    return object;
}

template <class Read>
void is_none_without(json const& object, Read read, std::initializer_list<char const*> names)
{
    ASSERT_TRUE(read(object.dump()));
    for (auto const* const name : names) {
        EXPECT_FALSE(read(without(object, name).dump())) << name;
        for (json const& wrong : {json(nullptr), json(true), json::array(), json("\n"), json(1e300)})
            EXPECT_FALSE(read(with(object, name, wrong).dump())) << name << " is " << wrong;
    }
}

/// What is no answer at all, for every reader.
template <class Read>
void takes_no_nonsense(std::string const& whole, Read read)
{
    ASSERT_TRUE(read(whole));
    EXPECT_FALSE(read(whole.substr(0, whole.size() - 1))) << "cut";
    EXPECT_FALSE(read("\"" + std::string(10, '\xff') + "\""));
    for (auto const* const wrong : {"", "<html>", "{}", "[]", "null", "1e999", "\"x\"", "{\"id\":5}",
             R"({"error":{"type":"api_error"}})"})
        EXPECT_FALSE(read(wrong)) << wrong;
    EXPECT_FALSE(read(std::string(500'000, '['))) << "deep";
}

TEST(StripeAnswer, of_a_session)
{
    auto const session = stripe::session_in(a_session().dump());
    ASSERT_TRUE(session);
    EXPECT_EQ(session->id, "cs_test_1");
    EXPECT_EQ(session->status, stripe::Session::Status::Complete);
    EXPECT_TRUE(session->is_paid);
    EXPECT_EQ(session->amount_total, Money::cents(2'400));
    EXPECT_EQ(session->currency, "eur");
    EXPECT_EQ(session->payment_intent, "pi_1");
    EXPECT_EQ(session->url, "");
    EXPECT_THAT(session->metadata, ElementsAre(Pair("attempt", "1"), Pair("order", "42")));
}

TEST(StripeAnswer, of_a_session_is_paid_by_that_word_alone)
{
    for (auto const* const word : {"unpaid", "no_payment_required", "PAID", "paid ", "later"}) {
        auto const session = stripe::session_in(with(a_session(), "payment_status", word).dump());
        ASSERT_TRUE(session) << word;
        EXPECT_FALSE(session->is_paid) << word;
    }
}

TEST(StripeAnswer, of_an_open_session_may_lack_a_sum_but_of_a_paid_one_not)
{
    auto const open = with(with(a_session(), "status", "open"), "payment_status", "unpaid");
    auto const session = stripe::session_in(with(open, "amount_total", nullptr).dump());
    ASSERT_TRUE(session);
    EXPECT_EQ(session->status, stripe::Session::Status::Open);
    is_none_without(
        a_session(), stripe::session_in, {"id", "status", "payment_status", "amount_total", "currency"});
    EXPECT_FALSE(stripe::session_in(with(a_session(), "status", "unheard_of").dump()));
    EXPECT_FALSE(stripe::session_in(with(a_session(), "id", "../x").dump()));
    takes_no_nonsense(a_session().dump(), stripe::session_in);
}

TEST(StripeAnswer, may_hold_the_intent_whole)
{
    auto const whole = with(a_session(), "payment_intent", {{"id", "pi_7"}, {"object", "payment_intent"}});
    EXPECT_EQ(stripe::session_in(whole.dump())->payment_intent, "pi_7");
}

TEST(StripeAnswer, passes_over_metadata_that_is_no_text)
{
    auto const odd = with(a_session(), "metadata",
        {{"order", 42}, {"a", {{"b", "c"}}}, {"nul", std::string("\0", 1)}, {"x", "y"}});
    EXPECT_THAT(stripe::session_in(odd.dump())->metadata, ElementsAre(Pair("x", "y")));
}

TEST(StripeAnswer, of_a_refund)
{
    using Status = stripe::Refund::Status;
    for (auto const& [word, status] :
        {std::pair{"pending", Status::Pending}, {"succeeded", Status::Succeeded}, {"failed", Status::Failed},
            {"canceled", Status::Canceled}, {"requires_action", Status::RequiresAction}}) {
        auto const refund = stripe::refund_in(with(a_refund(), "status", word).dump());
        ASSERT_TRUE(refund) << word;
        EXPECT_EQ(refund->status, status) << word;
        EXPECT_EQ(refund->amount, Money::cents(1'200));
        EXPECT_EQ(refund->payment_intent, "pi_1");
        EXPECT_THAT(refund->metadata, ElementsAre(Pair("refund", "7")));
    }
    is_none_without(a_refund(), stripe::refund_in, {"id", "status", "amount"});
    takes_no_nonsense(a_refund().dump(), stripe::refund_in);
}

TEST(StripeAnswer, lists_refunds_whole_or_not_at_all)
{
    auto const list = list_of({a_refund(), with(a_refund(), "id", "re_2")}, true);
    auto const page = stripe::refunds_in(list.dump());
    ASSERT_TRUE(page);
    ASSERT_EQ(page->items.size(), 2U);
    EXPECT_EQ(page->items.back().id, "re_2");
    EXPECT_TRUE(page->has_more);
    EXPECT_FALSE(stripe::refunds_in(list_of({a_refund(), without(a_refund(), "status")}).dump()));
    EXPECT_FALSE(stripe::refunds_in(without(list, "data").dump()));
    EXPECT_FALSE(stripe::refunds_in(with(list, "data", json::object()).dump()));
    EXPECT_FALSE(stripe::refunds_in(without(list, "has_more").dump())) << "there may be more";
    takes_no_nonsense(list.dump(), stripe::refunds_in);
    EXPECT_TRUE(stripe::refunds_in(list_of(json::array()).dump())->items.empty());
}

TEST(StripeAnswer, of_payment_intents)
{
    auto const page = stripe::payment_intents_in(list_of(json::array({an_intent()})).dump());
    ASSERT_TRUE(page);
    auto const& intent = page->items.at(0);
    EXPECT_EQ(intent.id, "pi_1");
    EXPECT_TRUE(intent.is_paid);
    EXPECT_EQ(intent.amount_received, Money::cents(2'400));
    EXPECT_EQ(intent.amount_refunded, Money::cents(1'200)) << "of both charges";
    EXPECT_EQ(intent.currency, "eur");
    EXPECT_EQ(intent.created_at, Instant::ms(1'700'000'000'000));
    EXPECT_THAT(intent.metadata, ElementsAre(Pair("order", "42")));
    auto const read = [](std::string const& intent_text) {
        return stripe::payment_intents_in(list_of(json::array({json::parse(intent_text)})).dump());
    };
    is_none_without(an_intent(), read, {"id", "status", "amount_received", "created", "currency", "charges"});
    EXPECT_FALSE(read(with(an_intent(), "status", "processing").dump())->items.at(0).is_paid);
    EXPECT_FALSE(read(with(an_intent(), "created", 9'223'372'036'854'775'807).dump()));
    EXPECT_FALSE(read(with(an_intent(), "amount_received", 18'446'744'073'709'551'615ULL).dump()));
    EXPECT_FALSE(read(with(an_intent(), "created", -1'000'000'000'001).dump()));
    EXPECT_TRUE(read(with(an_intent(), "amount_received", 1'000'000'000'000).dump()));
    EXPECT_FALSE(read(with(an_intent(), "amount_received", 1'000'000'000'001).dump()));
    EXPECT_FALSE(read(with(an_intent(), "amount_received", 24.5).dump())) << "cents are whole";
    takes_no_nonsense(list_of(json::array({an_intent()})).dump(), stripe::payment_intents_in);
}

TEST(StripeAnswer, of_webhook_endpoints)
{
    auto const page = stripe::webhook_endpoints_in(list_of(json::array({an_endpoint()})).dump());
    ASSERT_TRUE(page);
    auto const& endpoint = page->items.at(0);
    EXPECT_EQ(endpoint.url, "https://oc.test/webhooks/stripe");
    EXPECT_EQ(endpoint.status, "enabled");
    EXPECT_EQ(endpoint.api_version, "") << "null: the account's";
    EXPECT_THAT(endpoint.enabled_events, ElementsAre("charge.refunded", "checkout.session.expired"));
    takes_no_nonsense(list_of(json::array({an_endpoint()})).dump(), stripe::webhook_endpoints_in);
}

json an_error(json const& error)
{
    return {{"error", error}};
}

TEST(StripeComplaint, is_told_in_stripes_words)
{
    auto const complaint = stripe::complaint_in(an_error(
        {{"type", "invalid_request_error"}, {"code", "parameter_unknown"}, {"param", "line_items[0][colour]"},
            {"message",
                "Received unknown parameter"}}).dump());
    EXPECT_EQ(complaint.type, "invalid_request_error");
    EXPECT_EQ(complaint.code, "parameter_unknown");
    EXPECT_EQ(complaint.param, "line_items[0][colour]");
    EXPECT_EQ(complaint.message, "Received unknown parameter");
}

TEST(StripeComplaint, tells_no_secret_and_nothing_of_a_customer)
{
    for (auto const* const secret : {"Invalid API Key provided: sk_test_*****1234",
             "Invalid email address: lola@example.test", "Not a valid URL: https://oc.test/suivi/abcdef",
             "No such secret: whsec_abc", "key rk_live_1", "pi_1_secret_abc", "No such session: cs_live_a1"})
        EXPECT_EQ(stripe::complaint_in(an_error({{"message", secret}}).dump()).message, "") << secret;
    EXPECT_EQ(stripe::complaint_in(an_error({{"message", std::string(301, 'x')}}).dump()).message, "");
    EXPECT_EQ(stripe::complaint_in(an_error({{"code", "lola@example.test"}}).dump()).code, "");
    EXPECT_EQ(stripe::complaint_in(an_error({{"type", std::string(101, 'x')}}).dump()).type, "");
}

TEST(StripeComplaint, of_nonsense_is_empty)
{
    for (auto const* const wrong :
        {"", "<html>", "{}", "[]", R"({"error":"x"})", R"({"error":{"type":5,"code":[]}})"}) {
        auto const complaint = stripe::complaint_in(wrong);
        EXPECT_EQ(complaint.type + complaint.code + complaint.param + complaint.message, "") << wrong;
    }
}

} // namespace
} // namespace ocp
