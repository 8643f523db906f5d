#include "platform/db/turnstile.h"

#include <atomic>
#include <gmock/gmock.h>
#include <thread>
#include <vector>

namespace ocp::db {
namespace {

using namespace std::chrono_literals;

TEST(Turnstile, lets_in_as_many_as_there_are_places)
{
    Turnstile turnstile{2};
    EXPECT_TRUE(turnstile.enter(0ms));
    EXPECT_TRUE(turnstile.enter(0ms));
    EXPECT_FALSE(turnstile.enter(0ms));
    turnstile.leave();
    EXPECT_TRUE(turnstile.enter(0ms));
    EXPECT_EQ(turnstile.free(), 0u);
}

TEST(Turnstile, counts_who_had_to_wait_and_who_gave_up)
{
    Turnstile turnstile{1};
    turnstile.enter(0ms);
    EXPECT_EQ(turnstile.waits().waited, 0u);
    turnstile.enter(0ms);
    std::thread patient{[&] { EXPECT_TRUE(turnstile.enter(10s)); }};
    while (turnstile.waits().waited < 2)
        std::this_thread::sleep_for(1ms);
    turnstile.leave();
    patient.join();
    EXPECT_EQ(turnstile.waits().waited, 2u);
    EXPECT_EQ(turnstile.waits().gave_up, 1u);
}

TEST(Turnstile, waits_no_longer_than_asked)
{
    Turnstile turnstile{1};
    turnstile.enter(0ms);
    auto const begun = std::chrono::steady_clock::now();
    EXPECT_FALSE(turnstile.enter(60ms));
    EXPECT_GE(std::chrono::steady_clock::now() - begun, 55ms);
}

TEST(Turnstile, serves_in_the_order_of_arrival)
{
    Turnstile turnstile{1};
    turnstile.enter(0ms);
    std::vector<int> order;
    std::vector<std::thread> threads;
    for (int i = 0; i < 5; ++i) {
        threads.emplace_back([&, i] {
            EXPECT_TRUE(turnstile.enter(10s));
            order.push_back(i);
            turnstile.leave();
        });
        std::this_thread::sleep_for(30ms);
    }
    turnstile.leave();
    for (auto& thread : threads)
        thread.join();
    EXPECT_THAT(order, testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST(Turnstile, never_lets_in_too_many)
{
    Turnstile turnstile{3};
    std::atomic<int> inside = 0, most = 0, served = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 200; ++n) {
                if (!turnstile.enter(std::chrono::milliseconds{n % 3})) continue;
                int const now = ++inside;
                for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) { }
                std::this_thread::yield();
                --inside;
                ++served;
                turnstile.leave();
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_LE(most, 3);
    EXPECT_GT(served, 0);
    EXPECT_EQ(turnstile.free(), 3u) << "no place was lost to those who gave up";
}

} // namespace
} // namespace ocp::db
