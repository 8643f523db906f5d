#include "supervision/business/minute.h"

#include <gtest/gtest.h>

namespace ocp::supervision {
namespace {

using namespace std::chrono_literals;

struct Minutes : testing::Test {
    Minute minute{"web-1"};
    Instant begin = Instant::ms(1'799'999'940'000);

    static machine::Figures figures(double cpu)
    {
        machine::Figures seen;
        seen.cpu = cpu;
        seen.memory = machine::Memory{100, 40};
        seen.network = machine::Rate{1000 * cpu, 10};
        seen.load = machine::Load{1, 2, 3};
        seen.volumes = {{"/", 100, 25}, {"/backups", 100, 75}};
        seen.processes = 12;
        return seen;
    }
};

TEST_F(Minutes, are_told_when_the_next_one_begins)
{
    EXPECT_FALSE(minute.add(figures(0.2), begin + 5s));
    EXPECT_FALSE(minute.add(figures(0.4), begin + 59'999ms));
    auto const past = minute.add(figures(1), begin + 60s);
    ASSERT_TRUE(past);
    EXPECT_EQ(past->machine, "web-1");
    EXPECT_EQ(past->at, begin);
    EXPECT_DOUBLE_EQ(past->cpu.value(), 0.3);
    EXPECT_DOUBLE_EQ(past->memory.value(), 0.6);
    EXPECT_DOUBLE_EQ(past->received.value(), 300);
    EXPECT_DOUBLE_EQ(past->storage.value(), 0.75);
    EXPECT_DOUBLE_EQ(past->backup_storage.value(), 0.25);
    EXPECT_DOUBLE_EQ(past->load_15.value(), 3);
    EXPECT_EQ(past->processes, 12);
}

TEST_F(Minutes, begin_with_what_is_seen_first_in_them)
{
    minute.add(figures(0.2), begin);
    minute.add(figures(0.8), begin + 61s);
    auto const past = minute.add(figures(0), begin + 5min);
    ASSERT_TRUE(past);
    EXPECT_EQ(past->at, begin + 60s);
    EXPECT_DOUBLE_EQ(past->cpu.value(), 0.8);
}

TEST_F(Minutes, in_which_nothing_could_be_read_say_nothing_of_it)
{
    minute.add({}, begin);
    auto const past = minute.add({}, begin + 60s);
    ASSERT_TRUE(past);
    EXPECT_FALSE(past->cpu);
    EXPECT_FALSE(past->memory);
    EXPECT_FALSE(past->storage);
    EXPECT_FALSE(past->received);
}

} // namespace
} // namespace ocp::supervision
