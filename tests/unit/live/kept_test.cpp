#include "platform/live/kept.h"
#include "tests/support/at_once.h"
#include "tests/support/fixed_clock.h"

#include <gtest/gtest.h>

using namespace ocp;
using namespace ocp::live;
using namespace std::chrono_literals;

namespace {

class KeptThings : public ::testing::Test {
protected:
    using Numbers = Kept<int>;

    /// The thing under "key": the how-many-eth that was made.
    int get()
    {
        return *kept.get("key", [&] { return std::optional{Numbers::Made{++made, "menu:3"}}; });
    }

    test::FixedClock clock{Instant::ms(0)};
    Changes changes{[] { return std::chrono::steady_clock::now(); }};
    Numbers kept{changes, clock};
    std::atomic<int> made = 0;
};

} // namespace

TEST_F(KeptThings, are_made_once)
{
    EXPECT_EQ(get(), 1);
    EXPECT_EQ(get(), 1);
}

TEST_F(KeptThings, are_made_again_after_an_event_of_their_stream)
{
    EXPECT_EQ(get(), 1);
    changes.heard("menu:4");
    EXPECT_EQ(get(), 1);
    changes.heard("menu:3");
    EXPECT_EQ(get(), 2);
}

TEST_F(KeptThings, are_made_again_when_the_event_came_while_they_were_made)
{
    auto const slowly = [&] {
        changes.heard("menu:3");
        return std::optional{Numbers::Made{++made, "menu:3"}};
    };
    EXPECT_EQ(*kept.get("key", slowly), 1);
    EXPECT_EQ(get(), 2);
}

TEST_F(KeptThings, grow_old_without_an_event)
{
    EXPECT_EQ(get(), 1);
    clock.advance(9s);
    EXPECT_EQ(get(), 1);
    clock.advance(1s);
    EXPECT_EQ(get(), 2);
}

TEST_F(KeptThings, are_not_kept_where_there_is_nothing)
{
    EXPECT_EQ(kept.get("key", []() -> std::optional<Numbers::Made> { return std::nullopt; }), nullptr);
    EXPECT_EQ(get(), 1);
}

TEST_F(KeptThings, are_made_once_for_all_who_ask_at_once)
{
    for (auto const number : test::at_once(8, [&](std::size_t) { return get(); }))
        EXPECT_EQ(number, 1);
}
