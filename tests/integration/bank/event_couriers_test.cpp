#include "bank/business/deliver_events.h"
#include "bank/business/sign_event.h"
#include "platform/secrets/secrets.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/fixed_clock.h"

#include <gtest/gtest.h>

namespace ocp::bank {

namespace {

using namespace std::chrono_literals;

struct ACourier : testing::Test {
    test::FixedClock clock{Instant::ms(1'700'000'000'000)};
    secrets::SystemRandom random;
    test::FakeVendor merchant;
    EventQueue queue{random};

    std::unique_ptr<EventCouriers> couriers()
    {
        return std::make_unique<EventCouriers>(
            EventCouriers::Options{.webhook_url = merchant.base_url() + "/webhooks/stripe",
                .secret = "whsec_test",
                .outgoing = {.user_agent = "bank", .ca_file = {}}},
            queue, clock);
    }
    void add(std::string const& body)
    {
        queue.add({"evt_1", "type", body}, std::chrono::steady_clock::now());
    }
    bool is_done()
    {
        for (int tries = 0; tries < 500 && queue.counts().waiting > 0; ++tries)
            std::this_thread::sleep_for(10ms);
        return queue.counts().waiting == 0;
    }
};

} // namespace

TEST_F(ACourier, posts_the_event_signed_at_that_moment)
{
    auto const at_work = couriers();
    add(R"({"id":"evt_1","é":1})");
    auto const told = merchant.requests(1);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].line, "POST /webhooks/stripe HTTP/1.1");
    EXPECT_EQ(told[0].body, R"({"id":"evt_1","é":1})");
    EXPECT_EQ(told[0].header("stripe-signature"), signature_of(told[0].body, "whsec_test", 1'700'000'000));
    EXPECT_TRUE(is_done());
}

TEST_F(ACourier, tells_it_again_until_it_is_taken_with_a_signature_of_its_own)
{
    queue.behave({.retry = 10ms});
    merchant.answer({.status = 503});
    auto const at_work = couriers();
    add("{}");
    merchant.requests(2);
    clock.advance(10min);
    merchant.answer({});
    EXPECT_TRUE(is_done());
    auto const told = merchant.requests();
    EXPECT_GE(told.size(), 3u);
    EXPECT_EQ(told.back().header("stripe-signature"), signature_of("{}", "whsec_test", 1'700'000'600));
    EXPECT_EQ(queue.counts().delivered, 1u);
}

TEST_F(ACourier, ends_at_once_though_nobody_answers)
{
    merchant.answer({.manner = test::FakeVendor::Manner::Silent});
    auto at_work = couriers();
    add("{}");
    merchant.requests(1);
    auto const begun = std::chrono::steady_clock::now();
    at_work.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
    EXPECT_EQ(queue.counts().delivered, 0u);
}

} // namespace ocp::bank
