#include "bank/business/event_queue.h"
#include "platform/secrets/secrets.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <thread>

namespace ocp::bank {

namespace {

using namespace std::chrono_literals;

struct Events : testing::Test {
    secrets::SystemRandom random;
    EventQueue queue{random};

    static EventQueue::Time now() { return std::chrono::steady_clock::now(); }
    void add(std::string const& id) { queue.add({id, "type", "{}"}, now()); }
    /// Delivers all that is due, in the order it was taken.
    std::string take_all()
    {
        std::string order;
        while (queue.counts().waiting > 0) {
            auto const delivery = queue.take();
            order += delivery->event.id;
            queue.delivered(*delivery);
        }
        return order;
    }
};

} // namespace

TEST_F(Events, leave_in_the_order_in_which_things_happened)
{
    for (auto const* id : {"a", "b", "c"})
        add(id);
    EXPECT_EQ(take_all(), "abc");
    EXPECT_EQ(queue.counts().delivered, 3u);
}

TEST_F(Events, are_forgotten_while_they_are_off)
{
    queue.behave({.are_off = true});
    add("a");
    queue.behave({});
    add("b");
    EXPECT_EQ(take_all(), "b");
}

TEST_F(Events, wait_while_they_are_held)
{
    queue.behave({.are_held = true});
    add("a");
    auto const begun = now();
    std::thread release{[this] {
        std::this_thread::sleep_for(30ms);
        queue.behave({});
    }};
    EXPECT_EQ(take_all(), "a");
    EXPECT_GE(now() - begun, 30ms);
    release.join();
}

TEST_F(Events, come_late_and_more_than_once)
{
    queue.behave({.delay = 40ms, .copies = 3});
    auto const begun = now();
    add("a");
    EXPECT_EQ(queue.waiting().size(), 1u) << "three copies of one event";
    EXPECT_EQ(take_all(), "aaa");
    EXPECT_GE(now() - begun, 40ms);
}

TEST_F(Events, come_in_any_order_when_they_are_shuffled)
{
    std::string const all = "abcdefghijklmnopqrstuvwxyz";
    queue.behave({.are_held = true, .are_shuffled = true});
    for (char const one : all)
        add(std::string{one});
    queue.behave({.are_shuffled = true});
    auto order = take_all();
    EXPECT_NE(order, all);
    std::sort(order.begin(), order.end());
    EXPECT_EQ(order, all);
}

TEST_F(Events, are_told_again_when_they_were_refused_and_later_each_time)
{
    queue.behave({.retry = 20ms});
    add("a");
    auto first = *queue.take();
    auto const begun = now();
    queue.refused(first, begun);
    EXPECT_EQ(queue.waiting().size(), 1u);
    auto second = *queue.take();
    EXPECT_GE(now() - begun, 20ms);
    EXPECT_EQ(second.tries, 1);
    auto const again = now();
    queue.refused(second, again);
    queue.delivered(*queue.take());
    EXPECT_GE(now() - again, 40ms);
    EXPECT_EQ(queue.counts().waiting, 0u);
    EXPECT_EQ(queue.counts().refused, 2u);
}

TEST_F(Events, are_given_up_after_three_days)
{
    queue.behave({.retry = 1ms});
    add("a");
    auto const delivery = *queue.take();
    queue.refused(delivery, now() + 71h);
    EXPECT_EQ(queue.counts().waiting, 1u);
    add("b");
    auto const other = *queue.take();
    EXPECT_EQ(other.event.id, "b");
    queue.refused(other, now() + 73h);
    EXPECT_EQ(queue.counts().waiting, 1u);
}

TEST_F(Events, let_those_who_wait_go_at_the_end)
{
    std::thread waiting{[this] { EXPECT_FALSE(queue.take()); }};
    queue.end();
    waiting.join();
}

} // namespace ocp::bank
