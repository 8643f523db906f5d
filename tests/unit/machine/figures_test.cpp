#include "platform/machine/figures.h"

#include <gmock/gmock.h>

namespace ocp::machine {
namespace {

using namespace std::chrono_literals;

Look at(std::chrono::seconds seconds)
{
    Look look;
    look.at = std::chrono::steady_clock::time_point{} + seconds;
    return look;
}

struct TwoLooks : testing::Test {
    Look before = at(0s), after = at(10s);
    Figures figures() const { return between(before, after); }
};

TEST_F(TwoLooks, tell_the_share_of_work)
{
    before.cpu = {100, 1000, 4};
    after.cpu = {150, 1200, 4};
    EXPECT_DOUBLE_EQ(figures().cpu.value(), 0.25);
    EXPECT_EQ(figures().cores, 4U);
}

TEST_F(TwoLooks, at_one_moment_tell_no_share_and_no_rate)
{
    after.at = before.at;
    before.cpu = after.cpu = {100, 1000, 4};
    before.traffic = after.traffic = Traffic{{"eth0", {5, 5}}};
    EXPECT_FALSE(figures().cpu);
    EXPECT_FALSE(figures().network);
}

TEST_F(TwoLooks, never_tell_less_than_nothing_or_more_than_all)
{
    before.cpu = {100, 1000, 1};
    after.cpu = {90, 1100, 1};
    EXPECT_DOUBLE_EQ(figures().cpu.value(), 0) << "the kernel's counters go back a little sometimes";
    after.cpu = {900, 1100, 1};
    EXPECT_DOUBLE_EQ(figures().cpu.value(), 1);
}

TEST_F(TwoLooks, add_up_what_went_over_all_interfaces)
{
    before.traffic = Traffic{{"eth0", {1000, 2000}}, {"eth1", {0, 0}}};
    after.traffic = Traffic{{"eth0", {11000, 2500}}, {"eth1", {500, 0}}};
    EXPECT_DOUBLE_EQ(figures().network->in, 1050);
    EXPECT_DOUBLE_EQ(figures().network->out, 50);
}

TEST_F(TwoLooks, take_counters_that_wrapped_came_or_vanished_for_still)
{
    before.traffic = Traffic{{"wrapped", {4294967000, 10}}, {"vanished", {50, 50}}};
    after.traffic = Traffic{{"wrapped", {300, 110}}, {"came", {70000, 70000}}};
    EXPECT_DOUBLE_EQ(figures().network->in, 0);
    EXPECT_DOUBLE_EQ(figures().network->out, 10);
}

TEST_F(TwoLooks, gather_processes_by_name)
{
    before.cpu = {0, 1000, 2};
    after.cpu = {0, 2000, 2};
    before.processes = {{10, "postgres", 50, 1, 7}, {11, "postgres", 0, 1, 8}};
    after.processes = {{10, "postgres", 150, 2, 7}, {11, "postgres", 100, 3, 8}, {12, "cron", 0, 1, 9}};
    ASSERT_EQ(figures().programs.size(), 2U);
    EXPECT_EQ(figures().programs[0].name, "postgres");
    EXPECT_EQ(figures().programs[0].processes, 2U);
    EXPECT_DOUBLE_EQ(figures().programs[0].cpu, 0.2);
    EXPECT_EQ(figures().programs[0].memory, 5U * 4096);
    EXPECT_EQ(figures().processes, 3U);
}

TEST_F(TwoLooks, gather_the_helpers_of_the_kernel_by_kind)
{
    after.processes
        = {{1, "kworker/0:1", 0, 0, 1}, {2, "kworker/u8:3-events", 0, 0, 1}, {3, "/odd", 0, 0, 1}};
    ASSERT_EQ(figures().programs.size(), 2U);
    EXPECT_EQ(figures().programs[0].name, "/odd");
    EXPECT_EQ(figures().programs[1].name, "kworker");
    EXPECT_EQ(figures().programs[1].processes, 2U);
}

TEST_F(TwoLooks, tell_a_new_process_from_an_old_one_of_its_pid)
{
    before.cpu = {0, 1000, 1};
    after.cpu = {0, 2000, 1};
    before.processes = {{10, "old", 900, 1, 7}};
    after.processes = {{10, "new", 100, 1, 99}};
    EXPECT_DOUBLE_EQ(figures().programs[0].cpu, 0.1);
}

TEST_F(TwoLooks, keep_the_ten_that_work_most_then_hold_most)
{
    before.cpu = {0, 1000, 1};
    after.cpu = {0, 2000, 1};
    for (int i = 0; i < 20; ++i)
        after.processes.push_back(
            {i, "p" + std::to_string(i), i == 3 ? 500U : 0U, 100U + static_cast<unsigned>(i), 1});
    auto const programs = figures().programs;
    ASSERT_EQ(programs.size(), 10U);
    EXPECT_EQ(programs[0].name, "p3");
    EXPECT_EQ(programs[1].name, "p19");
    EXPECT_EQ(programs[9].name, "p11");
}

TEST(Volumes, of_no_size_are_not_full)
{
    EXPECT_DOUBLE_EQ((Volume{"/", 0, 0}.used()), 0);
    EXPECT_DOUBLE_EQ((Volume{"/", 100, 15}.used()), 0.85);
}

} // namespace
} // namespace ocp::machine
