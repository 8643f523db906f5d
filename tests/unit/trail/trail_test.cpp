#include "platform/trail/trail.h"

#include <gtest/gtest.h>
#include <thread>

namespace ocp::trail {

namespace {

void note(std::string_view what)
{
    if (auto* const trail = current()) trail->note(Step::Kind::Query, what, now());
}

} // namespace

TEST(Trail, is_there_only_while_a_thread_follows_one)
{
    EXPECT_EQ(current(), nullptr);
    {
        Following const following;
        note("mine");
        std::thread{[] {
            EXPECT_EQ(current(), nullptr);
            note("another thread's");
        }}.join();
        ASSERT_EQ(current()->steps().size(), 1U);
        EXPECT_EQ(current()->steps()[0].what, "mine");
    }
    EXPECT_EQ(current(), nullptr);
}

TEST(Trail, begins_anew_with_each_piece_of_work)
{
    {
        Following const following;
        note("of the first");
    }
    Following const following;
    EXPECT_TRUE(current()->steps().empty());
}

TEST(Trail, keeps_the_last_fifty_steps_in_their_order)
{
    Following const following;
    for (int i = 0; i < 120; ++i)
        note(std::to_string(i));
    auto const steps = current()->steps();
    ASSERT_EQ(steps.size(), 50U);
    EXPECT_EQ(steps.front().what, "70");
    EXPECT_EQ(steps.back().what, "119");
}

TEST(Trail, cuts_long_steps_between_two_letters)
{
    Following const following;
    std::string text = "x";
    while (text.size() < 2'000)
        text += "é";
    note(text);
    EXPECT_EQ(current()->steps()[0].what.size(), 499U);
}

} // namespace ocp::trail
