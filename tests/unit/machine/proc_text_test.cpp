#include "platform/machine/proc_text.h"

#include <gmock/gmock.h>

namespace ocp::machine {
namespace {

using testing::ElementsAre;
using testing::Key;

TEST(ProcStat, counts_what_worked_and_how_many_cores_there_are)
{
    auto const ticks = cpu_ticks_in("cpu  100 20 30 700 50 6 4 10 99 88\n"
                                    "cpu0 50 10 15 350 25 3 2 5 0 0\n"
                                    "cpu1 50 10 15 350 25 3 2 5 0 0\n"
                                    "intr 12345 0 0\nctxt 99\nbtime 1700000000\n");
    ASSERT_TRUE(ticks);
    EXPECT_EQ(ticks->busy, 170U) << "idle and waiting for a disk are no work, a guest's is in user already";
    EXPECT_EQ(ticks->total, 920U);
    EXPECT_EQ(ticks->cores, 2U);
}

TEST(ProcStat, of_a_single_core_and_of_an_old_kernel_is_understood)
{
    auto const ticks = cpu_ticks_in("cpu 10 0 5 85\ncpu0 10 0 5 85\n");
    ASSERT_TRUE(ticks);
    EXPECT_EQ(ticks->busy, 15U);
    EXPECT_EQ(ticks->total, 100U);
    EXPECT_EQ(ticks->cores, 1U);
}

TEST(ProcStat, without_lines_of_cores_has_one)
{
    EXPECT_EQ(cpu_ticks_in("cpu  1 2 3 4 5 6 7 8 9 10\n")->cores, 1U);
}

TEST(ProcStat, that_says_something_else_says_nothing)
{
    for (auto const* const text : {"", "cpu\n", "cpu  a b c d\n", "processor 1 2 3 4\n", "cpu -1 2 3 4\n"})
        EXPECT_FALSE(cpu_ticks_in(text)) << text;
}

TEST(Meminfo, tells_total_and_available)
{
    auto const memory
        = memory_in("MemTotal:        2048 kB\nMemFree:  100 kB\nMemAvailable:    512 kB\nBuffers: 3 kB\n");
    ASSERT_TRUE(memory);
    EXPECT_EQ(memory->total, 2048U * 1024);
    EXPECT_EQ(memory->available, 512U * 1024);
    EXPECT_DOUBLE_EQ(memory->used(), 0.75);
}

TEST(Meminfo, of_an_old_kernel_counts_caches_as_available)
{
    auto const memory
        = memory_in("MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 50 kB\nCached: 250 kB\nSwapCached: 7 kB\n");
    ASSERT_TRUE(memory);
    EXPECT_EQ(memory->available, 400U * 1024);
}

TEST(Meminfo, never_has_more_available_than_there_is)
{
    EXPECT_EQ(memory_in("MemTotal: 10 kB\nMemAvailable: 99 kB\n")->available, 10U * 1024);
}

TEST(Meminfo, without_a_total_says_nothing)
{
    for (auto const* const text :
        {"", "MemTotal:\n", "MemTotal: 0 kB\n", "MemFree: 5 kB\n", "MemTotal: x kB\n"})
        EXPECT_FALSE(memory_in(text)) << text;
}

TEST(Loadavg, tells_three_averages)
{
    auto const load = load_in("0.42 1.50 12.75 2/345 6789\n");
    ASSERT_TRUE(load);
    EXPECT_DOUBLE_EQ(load->one, 0.42);
    EXPECT_DOUBLE_EQ(load->five, 1.5);
    EXPECT_DOUBLE_EQ(load->fifteen, 12.75);
    for (auto const* const text : {"", "0.42 1.50\n", "0.42 1.50 x 2/345 6789\n"})
        EXPECT_FALSE(load_in(text)) << text;
}

constexpr auto net_dev
    = "Inter-|   Receive                                                |  Transmit\n"
      " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs\n"
      "    lo: 999999    10    0    0    0     0          0         0   999999      10    0\n"
      "  eth0:1234567    10    0    0    0     0          0         0    76543      10    0\n"
      "eth0:1:     12    10    0    0    0     0          0         0       34      10    0\n";

TEST(NetDev, tells_bytes_of_each_interface_but_lo)
{
    auto const traffic = traffic_in(net_dev);
    ASSERT_TRUE(traffic);
    EXPECT_THAT(*traffic, ElementsAre(Key("eth0"), Key("eth0:1")));
    EXPECT_EQ(traffic->at("eth0").in, 1234567U) << "no blank need stand behind the colon";
    EXPECT_EQ(traffic->at("eth0").out, 76543U);
}

TEST(NetDev, with_lo_alone_is_silence_and_no_text_is_nothing)
{
    ASSERT_TRUE(traffic_in("Inter-| Receive | Transmit\n lo: 1 2 3 4 5 6 7 8 9 10\n"));
    EXPECT_TRUE(traffic_in("Inter-| Receive | Transmit\n lo: 1 2 3 4 5 6 7 8 9 10\n")->empty());
    EXPECT_FALSE(traffic_in(""));
}

std::string stat_of(std::string const& name)
{
    return "4242 (" + name
        + ") S 1 4242 4242 0 -1 4194304 100 0 0 0 70 30 5 5 20 0 9 0 123456 9999999 256 18446744073709551615 "
          "1 1 0\n";
}

TEST(PidStat, tells_time_memory_and_name)
{
    auto const process = process_in(stat_of("ocpizza"));
    ASSERT_TRUE(process);
    EXPECT_EQ(process->pid, 4242);
    EXPECT_EQ(process->name, "ocpizza");
    EXPECT_EQ(process->ticks, 100U) << "children that ended are others' work";
    EXPECT_EQ(process->started, 123456U);
    EXPECT_EQ(process->pages, 256U);
}

TEST(PidStat, understands_names_with_blanks_and_parentheses)
{
    for (std::string const name : {"tmux: server", "a) S 1 (b", "(sd-pam)", "))((", ""}) {
        auto const process = process_in(stat_of(name));
        ASSERT_TRUE(process) << name;
        EXPECT_EQ(process->name, name);
        EXPECT_EQ(process->ticks, 100U) << name;
    }
}

TEST(PidStat, lets_no_odd_character_of_a_name_through)
{
    EXPECT_EQ(process_in(stat_of("caf\xc3\xa9\n\x1b["))->name, "caf????[");
}

TEST(PidStat, cut_short_or_strange_says_nothing)
{
    for (auto const* const text :
        {"", "1", "1 (a", "1 a) S", "1 (a) S 1 2 3", "x (a) S 1 1 1 0 -1 1 1 0 0 0 7 3 5 5 20 0 9 0 1 9 2 1"})
        EXPECT_FALSE(process_in(text)) << text;
}

} // namespace
} // namespace ocp::machine
