#include "platform/live/changes.h"

#include <gtest/gtest.h>

using namespace ocp::live;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

Changes on_time()
{
    return Changes{[] { return steady_clock::now(); }};
}

} // namespace

TEST(Changes, tell_of_a_stream_that_had_an_event)
{
    auto changes = on_time();
    auto const before = changes.mark();
    EXPECT_TRUE(changes.none_since(before, "menu:3"));
    changes.heard("menu:3");
    EXPECT_FALSE(changes.none_since(before, "menu:3"));
    EXPECT_TRUE(changes.none_since(before, "menu:4"));
    EXPECT_TRUE(changes.none_since(changes.mark(), "menu:3"));
}

TEST(Changes, of_an_order_are_changes_of_its_shop)
{
    auto changes = on_time();
    auto const before = changes.mark();
    changes.heard("shop:3/order:42");
    EXPECT_FALSE(changes.none_since(before, "shop:3/order:42"));
    EXPECT_FALSE(changes.none_since(before, "shop:3"));
    EXPECT_TRUE(changes.none_since(before, "shop:3/order:43"));
}

TEST(Changes, of_everything_reach_every_stream)
{
    auto changes = on_time();
    auto const before = changes.mark();
    changes.everything();
    EXPECT_FALSE(changes.none_since(before, "menu:3"));
    EXPECT_FALSE(changes.none_since(before, ""));
    EXPECT_TRUE(changes.none_since(changes.mark(), "menu:3"));
}

TEST(Changes, are_unknown_while_the_reader_of_events_is_behind)
{
    Changes const behind{[] { return steady_clock::now() - 950ms; }};
    EXPECT_FALSE(behind.none_since(behind.mark(), "menu:3"));
    Changes const never{[] { return steady_clock::time_point{}; }};
    EXPECT_FALSE(never.none_since(never.mark(), "menu:3"));
}
