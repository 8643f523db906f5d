#include "platform/machine/observer.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace ocp::machine {
namespace {

namespace fs = std::filesystem;

struct MadeUpProc : testing::Test {
    test::TempFolder const folder;

    void write(fs::path const& name, std::string const& text) const
    {
        fs::create_directories((folder / name).parent_path());
        std::ofstream{folder / name} << text;
    }
};

TEST_F(MadeUpProc, that_is_empty_is_looked_at_without_trouble)
{
    auto const look = Observer{{}, folder.path()}.look();
    EXPECT_FALSE(look.cpu);
    EXPECT_FALSE(look.memory);
    EXPECT_FALSE(look.load);
    EXPECT_FALSE(look.traffic);
    EXPECT_TRUE(look.processes.empty());
    EXPECT_TRUE(look.volumes.empty());
}

TEST_F(MadeUpProc, is_read_file_by_file)
{
    write("stat", "cpu 10 0 5 85\n");
    write("meminfo", "MemTotal: 10 kB\nMemAvailable: 4 kB\n");
    write("loadavg", "1.00 2.00 3.00 1/2 3\n");
    write("net/dev", "Inter-| Receive | Transmit\neth0: 1 2 3 4 5 6 7 8 9 10\n");
    write("77/stat", "77 (ocpizza) S 1 1 1 0 -1 1 1 0 0 0 7 3 5 5 20 0 9 0 1 9 2 1\n");
    write("78/cmdline", "went away while it was looked at");
    write("self/stat", "1 (no number) S 1 1 1 0 -1 1 1 0 0 0 7 3 5 5 20 0 9 0 1 9 2 1\n");
    auto const look = Observer{{}, folder.path()}.look();
    EXPECT_TRUE(look.cpu);
    EXPECT_TRUE(look.memory);
    EXPECT_TRUE(look.load);
    EXPECT_EQ(look.traffic->at("eth0").out, 9U);
    ASSERT_EQ(look.processes.size(), 1U);
    EXPECT_EQ(look.processes[0].name, "ocpizza");
}

TEST_F(MadeUpProc, says_a_file_system_once_and_of_a_folder_to_come_that_of_its_parent)
{
    auto const look = Observer{{folder.path(), folder / "not/yet/there"}, folder.path()}.look();
    ASSERT_EQ(look.volumes.size(), 1U);
    EXPECT_EQ(look.volumes[0].path, folder.path().string());
    EXPECT_GT(look.volumes[0].size, 0U);
    EXPECT_LE(look.volumes[0].free, look.volumes[0].size);
}

TEST(ThisMachine, is_looked_at_for_real)
{
    auto const look = Observer{{"."}}.look();
    ASSERT_TRUE(look.cpu);
    EXPECT_GE(look.cpu->cores, 1U);
    ASSERT_TRUE(look.memory);
    EXPECT_GT(look.memory->total, 0U);
    EXPECT_EQ(look.volumes.size(), 1U);
    EXPECT_TRUE(std::any_of(look.processes.begin(), look.processes.end(),
        [](Process const& process) { return process.pid == ::getpid(); }));
    EXPECT_EQ(this_process()->pid, ::getpid());
    EXPECT_FALSE(host_name().empty());
}

} // namespace
} // namespace ocp::machine
