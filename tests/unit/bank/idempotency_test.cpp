#include "bank/business/idempotency.h"

#include <gtest/gtest.h>

namespace ocp::bank {

namespace {

using namespace std::chrono_literals;

struct BankIdempotency : testing::Test {
    IdempotencyStore store;
    Instant const now = Instant::ms(1'700'000'000'000);

    std::string begin(std::string_view asked = "POST /v1/refunds", std::chrono::milliseconds later = 0ms)
    {
        auto const verdict = store.begin("refund-7", asked, now + later);
        if (auto const* const answer = std::get_if<IdempotencyStore::Answer>(&verdict))
            return std::to_string(answer->status) + " " + answer->body;
        if (std::holds_alternative<IdempotencyStore::Fresh>(verdict)) return "fresh";
        return std::holds_alternative<IdempotencyStore::Mismatch>(verdict) ? "mismatch" : "in flight";
    }
};

} // namespace

TEST_F(BankIdempotency, gives_the_first_answer_again)
{
    EXPECT_EQ(begin(), "fresh");
    store.finish("refund-7", {200, "{}"});
    EXPECT_EQ(begin(), "200 {}");
    EXPECT_EQ(begin(), "200 {}");
}

TEST_F(BankIdempotency, gives_even_a_failure_again)
{
    begin();
    store.finish("refund-7", {500, "sorry"});
    EXPECT_EQ(begin(), "500 sorry");
}

TEST_F(BankIdempotency, knows_a_call_that_is_not_answered_yet)
{
    begin();
    EXPECT_EQ(begin(), "in flight");
}

TEST_F(BankIdempotency, refuses_a_key_for_something_else)
{
    begin();
    EXPECT_EQ(begin("POST /v1/refunds amount=2"), "mismatch");
    store.finish("refund-7", {200, "{}"});
    EXPECT_EQ(begin("POST /v1/refunds amount=2"), "mismatch");
}

TEST_F(BankIdempotency, keeps_nothing_of_what_never_began)
{
    begin("POST /v1/refunds amount=nonsense");
    store.forget("refund-7");
    EXPECT_EQ(begin(), "fresh");
}

TEST_F(BankIdempotency, remembers_for_a_day_and_not_for_ever)
{
    begin();
    store.finish("refund-7", {200, "{}"});
    EXPECT_EQ(begin("POST /v1/refunds", 24h), "200 {}");
    EXPECT_EQ(begin("POST /v1/refunds", 26h), "fresh");
}

} // namespace ocp::bank
