#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/keeper.h"
#include "platform/http/listening_socket.h"
#include "tests/support/temp_folder.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ocp::cli {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// A keeper in a process of its own, with servers that are shell scripts and write down what happens to them.
class RunningKeeper {
public:
    /// `first`, `later`: what a server does; see server_that and friends.
    RunningKeeper(std::string const& first, std::string const& later, bool is_our_socket = true,
        std::chrono::milliseconds gone_within = 20s)
    {
        pid_ = fork();
        if (pid_ != 0) return;
        auto const run_first = [&](int ready_pipe) {
            ::dup2(ready_pipe, 4);
            sigset_t none;
            sigemptyset(&none);
            sigprocmask(SIG_SETMASK, &none, nullptr);
            ::execl("/bin/sh", "sh", "-c", ("name=first; " + script(first)).c_str(), nullptr);
            return 99;
        };
        ::_exit(keep_serving({.listening_socket = http::open_listening_socket("127.0.0.1", 0),
            .is_our_socket = is_our_socket,
            .serve = run_first,
            .command = {"/bin/sh", "-c", "name=later; " + script(later)},
            .gone_within = gone_within}));
    }
    ~RunningKeeper()
    {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }
    RunningKeeper(RunningKeeper const&) = delete;
    RunningKeeper& operator=(RunningKeeper const&) = delete;

    void signal(int which) const { ::kill(pid_, which); }
    /// Its exit code; waits for its end.
    int end()
    {
        int status = 0;
        ::waitpid(std::exchange(pid_, -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    std::vector<std::string> story() const
    {
        std::vector<std::string> lines;
        std::ifstream file{folder_ / "story"};
        for (std::string line; std::getline(file, line);)
            lines.push_back(line);
        return lines;
    }
    /// Waits, ten seconds at most, until that many lines are written, and answers them.
    std::vector<std::string> story(std::size_t lines) const
    {
        for (int i = 0; i < 1000 && story().size() < lines; ++i)
            std::this_thread::sleep_for(10ms);
        return story();
    }

private:
    std::string script(std::string const& deeds) const
    {
        return "say() { echo \"$name $1\" >> '" + (folder_ / "story").string() + "'; }; " + deeds;
    }

    test::TempFolder folder_;
    pid_t pid_ = -1;
};

std::string const gets_ready = "trap 'say TERM; exit 0' TERM; trap 'say LAST; exit 0' USR2; "
                               "say ready; printf r >&4; exec 4>&-; ";
std::string const serves = gets_ready + "while :; do sleep 0.02; done";
std::string const crashes = gets_ready + "sleep 0.1; kill -9 $$";
std::string const does_not_start = "say refuses; exit 1";

} // namespace

TEST(Keeper, ends_with_what_a_first_server_answers_that_does_not_start)
{
    RunningKeeper keeper{"exit 3", serves};
    EXPECT_EQ(keeper.end(), 3);
}

TEST(Keeper, tells_the_last_server_that_nobody_comes_after_it)
{
    RunningKeeper keeper{serves, serves};
    keeper.story(1);
    keeper.signal(SIGTERM);
    EXPECT_EQ(keeper.end(), done);
    EXPECT_THAT(keeper.story(), ElementsAre("first ready", "first LAST"));
}

TEST(Keeper, leaves_a_socket_open_that_somebody_else_keeps)
{
    RunningKeeper keeper{serves, serves, false};
    keeper.story(1);
    keeper.signal(SIGINT);
    EXPECT_EQ(keeper.end(), done);
    EXPECT_THAT(keeper.story(), ElementsAre("first ready", "first TERM"));
}

TEST(Keeper, lets_the_old_server_go_once_the_new_one_is_ready)
{
    RunningKeeper keeper{serves, "sleep 0.2; " + serves};
    keeper.story(1);
    keeper.signal(SIGHUP);
    EXPECT_THAT(keeper.story(3), ElementsAre("first ready", "later ready", "first TERM"));
    keeper.signal(SIGTERM);
    EXPECT_EQ(keeper.end(), done);
    EXPECT_EQ(keeper.story().back(), "later LAST");
}

TEST(Keeper, stays_with_the_old_server_when_the_new_one_does_not_start)
{
    RunningKeeper keeper{serves, does_not_start};
    keeper.story(1);
    keeper.signal(SIGHUP);
    EXPECT_THAT(keeper.story(2), ElementsAre("first ready", "later refuses"));
    keeper.signal(SIGHUP);
    EXPECT_THAT(keeper.story(3), ElementsAre("first ready", "later refuses", "later refuses"));
    keeper.signal(SIGTERM);
    EXPECT_EQ(keeper.end(), done);
    EXPECT_EQ(keeper.story().back(), "first LAST");
}

TEST(Keeper, starts_a_server_anew_that_crashed)
{
    RunningKeeper keeper{crashes, serves};
    EXPECT_THAT(keeper.story(2), ElementsAre("first ready", "later ready"));
    keeper.signal(SIGTERM);
    EXPECT_EQ(keeper.end(), done);
}

TEST(Keeper, tells_a_server_how_the_one_before_it_crashed_and_the_next_one_nothing)
{
    RunningKeeper keeper{crashes, "say \"after ${OCP_SERVER_CRASHED:-nothing}\"; " + serves};
    EXPECT_THAT(keeper.story(3), ElementsAre("first ready", "later after signal 9", "later ready"));
    keeper.signal(SIGHUP);
    auto const story = keeper.story(5);
    ASSERT_GE(story.size(), 5U);
    EXPECT_EQ(story[3], "later after nothing");
}

TEST(Keeper, takes_longer_and_longer_pauses_when_servers_crash_again_and_again)
{
    RunningKeeper keeper{crashes, crashes};
    std::this_thread::sleep_for(1500ms);
    // With pauses of 0, 0.1, 0.2, 0.4, 0.8 s and 0.1 s of life each; without them it would be a dozen.
    EXPECT_THAT(keeper.story().size(), testing::AllOf(testing::Ge(2U), testing::Le(6U)));
}

TEST(Keeper, passes_a_second_signal_on)
{
    RunningKeeper keeper{"trap 'say TERM; exit 0' TERM; trap 'say LAST' USR2; say ready; printf r >&4; "
                         "while :; do sleep 0.02; done",
        serves};
    keeper.story(1);
    keeper.signal(SIGTERM);
    keeper.story(2);
    keeper.signal(SIGTERM);
    EXPECT_EQ(keeper.end(), done);
    EXPECT_THAT(keeper.story(), ElementsAre("first ready", "first LAST", "first TERM"));
}

TEST(Keeper, kills_an_old_server_that_hangs)
{
    RunningKeeper keeper{
        "trap 'say TERM' TERM; say $$; printf r >&4; exec 4>&-; while :; do sleep 0.02; done", serves, true,
        300ms};
    auto const first = std::stoi(keeper.story(1).at(0).substr(6));
    keeper.signal(SIGHUP);
    EXPECT_EQ(keeper.story(3).size(), 3U);
    EXPECT_EQ(::kill(first, 0), 0) << "it has its time";
    for (int i = 0; i < 500 && ::kill(first, 0) == 0; ++i)
        std::this_thread::sleep_for(10ms);
    EXPECT_NE(::kill(first, 0), 0);
    keeper.signal(SIGTERM);
    EXPECT_EQ(keeper.end(), done);
    EXPECT_EQ(keeper.story().back(), "later LAST") << "the new one goes on meanwhile";
}

TEST(Keeper, does_not_leave_a_server_behind_when_it_is_killed)
{
    RunningKeeper keeper{serves, serves};
    keeper.story(1);
    keeper.signal(SIGKILL);
    keeper.end();
    EXPECT_THAT(keeper.story(2), ElementsAre("first ready", "first TERM"));
}

} // namespace ocp::cli
