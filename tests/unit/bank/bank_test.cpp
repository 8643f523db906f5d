#include "bank/business/bank.h"
#include "platform/secrets/secrets.h"
#include "tests/support/fixed_clock.h"

#include <gtest/gtest.h>

namespace ocp::bank {

namespace {

using namespace std::chrono_literals;
using Paid = Bank::Paid;
using Verdict = Bank::Verdict;

constexpr auto good_card = "4242 4242 4242 4242", poor_card = "4000000000009995",
               asking_card = "4000 0027 6000 3184";

struct ABank : testing::Test {
    test::FixedClock clock{Instant::ms(1'700'000'000'000)};
    secrets::SystemRandom random;
    EventQueue events{random};
    Bank bank{{"http://bank.test", "http://shop.test/webhooks/stripe"}, clock, random, events, {}};

    static std::string form_of_session(std::string const& more = "")
    {
        return "mode=payment&success_url=http%3A%2F%2Fshop.test%2Fretour&cancel_url=http%3A%2F%2Fshop.test%"
               "2Fpanier"
               "&customer_email=lola%40example.test&customer_creation=if_required&metadata[order]=42"
               "&payment_intent_data[metadata][order]=42"
               "&line_items[0][quantity]=2&line_items[0][price_data][currency]=eur"
               "&line_items[0][price_data][unit_amount]=1200&line_items[0][price_data][product_data][name]="
               "Reine"
            + more;
    }
    static Call call(std::string_view form, std::string id = {})
    {
        return {*BracketForm::read(form), std::move(id), "req_1", {}};
    }
    json open_session(std::string const& more = "")
    {
        auto const answer = bank.create_session(call(form_of_session(more)));
        EXPECT_TRUE(answer) << answer.error().message;
        return answer.value_or(json{{"id", ""}, {"payment_intent", ""}});
    }
    json read_session(std::string const& id) { return *bank.read_session(call("", id)); }
    json intent(json const& session)
    {
        return *bank.read_payment_intent(call("", session["payment_intent"]));
    }
    Outcome refund(json const& session, std::string const& more)
    {
        return bank.create_refund(
            call("payment_intent=" + session["payment_intent"].get<std::string>() + more));
    }
    Paid pay(json const& session, char const* card, std::string form = "form")
    {
        return bank.pay(session["id"], {card, "", std::move(form)});
    }
    std::vector<std::string> told() const
    {
        std::vector<std::string> types;
        for (auto const& event : events.waiting())
            types.push_back(event.type);
        return types;
    }
    std::string fault_of(std::string_view form)
    {
        auto const answer = bank.create_session(call(form));
        return answer ? "none" : answer.error().code + " " + answer.error().param;
    }
};

using Told = std::vector<std::string>;

} // namespace

TEST_F(ABank, opens_a_session_with_its_payment_and_the_sum_of_its_lines)
{
    auto const session = open_session();
    EXPECT_EQ(session["status"], "open");
    EXPECT_EQ(session["amount_total"], 2400);
    EXPECT_EQ(session["url"], "http://bank.test/pay/" + session["id"].get<std::string>());
    EXPECT_EQ(intent(session)["status"], "requires_payment_method");
    EXPECT_EQ(intent(session)["metadata"]["order"], "42");
    EXPECT_EQ(told(), Told{});
}

TEST_F(ABank, refuses_what_stripe_would_refuse)
{
    EXPECT_EQ(fault_of(form_of_session()), "none");
    EXPECT_EQ(fault_of(form_of_session("&ui_mode=embedded")), "parameter_unknown ui_mode");
    EXPECT_EQ(
        fault_of(form_of_session("&line_items[0][amount]=5")), "parameter_unknown line_items[0][amount]");
    EXPECT_EQ(fault_of("mode=payment&success_url=http://a.test"), "parameter_missing cancel_url");
    EXPECT_EQ(
        fault_of("mode=payment&success_url=a.test&cancel_url=http://a.test"), "parameter_missing line_items");
    EXPECT_EQ(fault_of(form_of_session("&line_items[1][quantity]=1")),
        "parameter_missing line_items[1][price_data][currency]");
    EXPECT_EQ(fault_of(form_of_session("&expires_at=soon")), "parameter_invalid_integer expires_at");
    EXPECT_EQ(fault_of(form_of_session("&expires_at=1700000060")), "parameter_invalid expires_at");
    EXPECT_EQ(fault_of(form_of_session("&locale=xx")), "parameter_invalid locale");
    EXPECT_EQ(fault_of(form_of_session("&client_reference_id=" + std::string(201, 'x'))),
        "parameter_invalid_string_too_long client_reference_id");
    EXPECT_EQ(bank.ledger()["payment_intents"].size(), 1u) << "what was refused left a payment behind";
}

TEST_F(ABank, takes_no_sum_below_half_a_euro)
{
    auto form = form_of_session();
    form.replace(form.find("=1200"), 5, "=24");
    EXPECT_EQ(fault_of(form), "amount_too_small line_items");
    form.replace(form.find("unit_amount]=24"), 15, "unit_amount]=25");
    EXPECT_EQ(fault_of(form), "none");
}

TEST_F(ABank, is_paid_once_however_often_one_form_is_sent)
{
    auto const session = open_session();
    EXPECT_EQ(pay(session, good_card), Paid::Done);
    EXPECT_EQ(pay(session, good_card), Paid::Done);
    EXPECT_EQ(pay(session, good_card, "another tab"), Paid::DoneBefore);
    EXPECT_EQ(read_session(session["id"])["payment_status"], "paid");
    EXPECT_TRUE(read_session(session["id"])["url"].is_null());
    EXPECT_EQ(intent(session)["charges"]["data"].size(), 1u);
    EXPECT_EQ(bank.ledger()["received"], 2400);
    EXPECT_EQ(told(), Told{"checkout.session.completed"});
}

TEST_F(ABank, lets_another_card_be_tried_after_a_refusal)
{
    auto const session = open_session();
    EXPECT_EQ(pay(session, poor_card), Paid::Declined);
    EXPECT_EQ(intent(session)["last_payment_error"]["decline_code"], "insufficient_funds");
    EXPECT_EQ(read_session(session["id"])["status"], "open");
    EXPECT_EQ(pay(session, "5555 5555 5555 4444"), Paid::NoSuchCard);
    EXPECT_EQ(pay(session, good_card), Paid::Done);
    EXPECT_EQ(told(), (Told{"payment_intent.payment_failed", "checkout.session.completed"}));
}

TEST_F(ABank, pays_after_3d_secure_only_when_it_is_accepted)
{
    auto const session = open_session();
    std::string const id = session["id"];
    EXPECT_EQ(bank.authenticate(id, "form", Verdict::Accepted), Paid::NothingToAnswer);
    EXPECT_EQ(pay(session, asking_card), Paid::AsksForThreeDSecure);
    EXPECT_EQ(intent(session)["status"], "requires_action");
    EXPECT_EQ(bank.authenticate(id, "form", Verdict::Refused), Paid::Declined);
    EXPECT_EQ(pay(session, asking_card), Paid::AsksForThreeDSecure);
    EXPECT_EQ(bank.authenticate(id, "form", Verdict::Abandoned), Paid::NothingToAnswer);
    EXPECT_EQ(bank.ledger()["received"], 0);
    EXPECT_EQ(pay(session, asking_card), Paid::AsksForThreeDSecure);
    EXPECT_EQ(bank.authenticate(id, "form", Verdict::Accepted), Paid::Done);
    EXPECT_EQ(bank.authenticate(id, "form", Verdict::Accepted), Paid::Done);
    EXPECT_EQ(bank.ledger()["received"], 2400);
}

TEST_F(ABank, ends_a_session_by_its_time_and_takes_no_late_click)
{
    auto const session = open_session("&expires_at=1700001800");
    clock.advance(1799s);
    bank.tick();
    EXPECT_EQ(read_session(session["id"])["status"], "open");
    clock.advance(1s);
    EXPECT_EQ(pay(session, good_card), Paid::Expired);
    bank.tick();
    EXPECT_EQ(told(), Told{"checkout.session.expired"});
    EXPECT_EQ(intent(session)["status"], "canceled");
}

TEST_F(ABank, ends_a_session_that_nobody_looks_at)
{
    auto const session = open_session("&expires_at=1700001800");
    clock.advance(1800s);
    bank.tick();
    bank.tick();
    EXPECT_EQ(told(), Told{"checkout.session.expired"});
    EXPECT_EQ(read_session(session["id"])["status"], "expired");
}

TEST_F(ABank, expires_only_what_is_open)
{
    auto const session = open_session();
    EXPECT_EQ((*bank.expire_session(call("", session["id"])))["status"], "expired");
    auto const again = bank.expire_session(call("", session["id"]));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().status, 400u);
    auto const paid = open_session();
    pay(paid, good_card);
    EXPECT_FALSE(bank.expire_session(call("", paid["id"])));
    EXPECT_EQ(bank.expire_session(call("", "cs_none")).error().status, 404u);
}

TEST_F(ABank, refunds_in_parts_and_never_more_than_was_paid)
{
    auto const session = open_session();
    EXPECT_FALSE(refund(session, "&amount=100")) << "nothing was paid yet";
    pay(session, good_card);
    EXPECT_EQ((*refund(session, "&amount=1000&metadata[refund]=7"))["status"], "succeeded");
    EXPECT_EQ(refund(session, "&amount=1401").error().code, "amount_too_large");
    EXPECT_EQ((*refund(session, ""))["amount"], 1400);
    EXPECT_EQ(refund(session, "&amount=1").error().code, "charge_already_refunded");
    EXPECT_EQ(bank.ledger()["refunded"], 2400);
    auto const list
        = *bank.list_refunds(call("limit=1&payment_intent=" + session["payment_intent"].get<std::string>()));
    EXPECT_EQ(list["data"][0]["amount"], 1400) << "the newest first";
    EXPECT_EQ(list["has_more"], true);
}

TEST_F(ABank, finds_the_session_of_a_payment)
{
    auto const first = open_session();
    auto const second = open_session();
    auto const of = [&](std::string const& words) { return *bank.list_sessions(call(words)); };
    auto const found = of("payment_intent=" + first["payment_intent"].get<std::string>());
    ASSERT_EQ(found["data"].size(), 1u);
    EXPECT_EQ(found["data"][0]["id"], first["id"]);
    EXPECT_TRUE(of("payment_intent=pi_nobody")["data"].empty());
    auto const newest = of("limit=1");
    EXPECT_EQ(newest["data"][0]["id"], second["id"]);
    EXPECT_EQ(newest["has_more"], true);
}

TEST_F(ABank, has_the_money_of_a_refund_that_failed_again)
{
    auto const session = open_session();
    pay(session, good_card);
    bank.keep_refunds_pending(true);
    auto const pending = *refund(session, "&amount=1000");
    EXPECT_EQ(pending["status"], "pending");
    EXPECT_EQ(bank.settle_refunds(pending["id"], RefundStatus::Failed), 1u);
    EXPECT_EQ(bank.settle_refunds(pending["id"], RefundStatus::Failed), 0u);
    EXPECT_EQ((*bank.read_refund(call("", pending["id"])))["status"], "failed");
    EXPECT_EQ(bank.ledger()["refunded"], 0);
    EXPECT_TRUE(refund(session, "&amount=2400"));
}

TEST_F(ABank, lists_payments_page_by_page_the_newest_first)
{
    Told ids;
    for (int i = 0; i < 5; ++i) {
        ids.insert(ids.begin(), open_session()["payment_intent"].get<std::string>());
        clock.advance(1s);
    }
    Told seen;
    std::string after;
    for (auto has_more = true; has_more;) {
        auto const page = *bank.list_payment_intents(call("limit=2&created[gte]=1700000001" + after));
        for (auto const& one : page["data"])
            seen.push_back(one["id"]);
        has_more = page["has_more"];
        after = "&starting_after=" + seen.back();
    }
    ids.pop_back();
    EXPECT_EQ(seen, ids);
}

TEST_F(ABank, still_knows_everything_that_was_kept)
{
    auto const session = open_session();
    pay(session, good_card);
    refund(session, "&amount=1000");
    auto const declined = open_session();
    pay(declined, poor_card);
    auto const text = json(bank.holdings()).dump();
    Bank again{{"http://bank.test", ""}, clock, random, events, json::parse(text).get<Holdings>()};
    EXPECT_EQ(again.ledger()["payment_intents"], bank.ledger()["payment_intents"]);
    EXPECT_EQ(*again.read_session(call("", session["id"])), read_session(session["id"]));
    for (auto const& one : {session, declined})
        EXPECT_EQ(*again.read_payment_intent(call("", one["payment_intent"])), intent(one));
}

} // namespace ocp::bank
