#include "ocpizza/cli/keeper.h"

#include "base/descriptor.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/handed_socket.h"
#include "platform/log/log.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <iterator>
#include <optional>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace ocp::cli {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds ready_within{30'000};
constexpr milliseconds first_pause{100}, longest_pause{5'000};
constexpr milliseconds settled_after{10'000}; ///< a crash after that is not counted with those before
constexpr int nobody_listens = 127; ///< the shell's word for a program that cannot be started

[[noreturn]] void fail(char const* what)
{
    throw std::system_error{errno, std::system_category(), what};
}

struct Server {
    pid_t pid;
    Descriptor ready;
    Clock::time_point begun;
};

std::string how_it_ended(int status)
{
    if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
    return "exit code " + std::to_string(WEXITSTATUS(status));
}

class Keeper {
public:
    explicit Keeper(Kept const& kept)
        : kept_{kept}
        , door_{kept.listening_socket}
        , signals_{watch_signals(before_)}
    {
    }

    int run()
    {
        start(true);
        while (!end_) {
            wait();
            take_signals();
            reap();
            hear_whether_ready();
            look_at_the_clock();
        }
        return *end_;
    }

private:
    static Descriptor watch_signals(sigset_t& before)
    {
        sigset_t set;
        sigemptyset(&set);
        for (int const signal : {SIGHUP, SIGTERM, SIGINT, SIGCHLD, SIGUSR1, last_server_signal()})
            sigaddset(&set, signal);
        sigprocmask(SIG_BLOCK, &set, &before);
        Descriptor made{signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)};
        if (made.get() < 0) fail("signalfd");
        return made;
    }

    void start(bool is_first)
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
        Descriptor hears{ends[0]}, says{ends[1]};
        auto const parent = getpid();
        auto const pid = fork();
        if (pid < 0) fail("fork");
        if (pid == 0) {
            // When the keeper is killed, its servers drain, and their port is free for the next keeper.
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            if (getppid() != parent) ::_exit(refused);
            hears.close();
            if (!is_first) run_program(says.get());
            signals_.close();
            std::exit(kept_.serve(says.get()));
        }
        next_start_.reset();
        coming_.emplace(Server{pid, std::move(hears), Clock::now()});
    }

    /// A machine without room for another process for a moment must not cost the server that serves.
    void start_another()
    {
        try {
            start(false);
        } catch (std::system_error const& trouble) {
            log::error("no new server can be started", {{"what", trouble.what()}});
            if (!serving_) start_soon();
        }
    }

    [[noreturn]] void run_program(int says) const
    {
        hand_on(door_.get(), says);
        if (!crash_.empty()) ::setenv(crash_variable, crash_.c_str(), 1);
        sigprocmask(SIG_SETMASK, &before_, nullptr);
        auto words = kept_.command;
        words.push_back("--ready-pipe=" + std::to_string(handed_pipe));
        std::vector<char*> arguments;
        std::transform(words.begin(), words.end(), std::back_inserter(arguments),
            [](std::string& word) { return word.data(); });
        arguments.push_back(nullptr);
        ::execvp(arguments[0], arguments.data());
        log::error("the program cannot be started", {{"program", words[0]}, {"error", std::int64_t{errno}}});
        ::_exit(nobody_listens);
    }

    void wait() const
    {
        std::array<pollfd, 2> waiting{
            pollfd{signals_.get(), POLLIN, 0}, pollfd{coming_ ? coming_->ready.get() : -1, POLLIN, 0}};
        auto until = next_start_;
        if (coming_) until = coming_->begun + ready_within;
        for (auto const& one : leaving_)
            if (one.end != Clock::time_point::max() && (!until || one.end < *until)) until = one.end;
        int patience = -1;
        if (until) {
            auto const left = std::chrono::ceil<milliseconds>(*until - Clock::now()).count();
            patience = static_cast<int>(std::max<milliseconds::rep>(left, 0));
        }
        ::poll(waiting.data(), waiting.size(), patience);
    }

    void take_signals()
    {
        signalfd_siginfo one{};
        while (::read(signals_.get(), &one, sizeof one) == sizeof one) {
            auto const signal = static_cast<int>(one.ssi_signo);
            if (signal == SIGHUP) reload();
            if (signal == SIGTERM || signal == SIGINT) stop();
        }
    }

    void reload()
    {
        if (stopping_) return;
        reload_again_ = coming_.has_value();
        if (reload_again_) return;
        log::info("reloading: a new server is started");
        start_another();
    }

    void stop()
    {
        auto const last = kept_.is_our_socket && !stopping_;
        if (!stopping_) log::info("stopping");
        stopping_ = true;
        next_start_.reset();
        door_.close();
        for (auto const& server : {&serving_, &coming_})
            if (*server) ::kill((*server)->pid, last ? last_server_signal() : SIGTERM);
        for (auto const& one : leaving_)
            ::kill(one.pid, SIGTERM);
        end_if_alone(done);
    }

    void reap()
    {
        int status = 0;
        while (auto const pid = ::waitpid(-1, &status, WNOHANG)) {
            if (pid < 0) return;
            if (serving_ && serving_->pid == pid)
                lost_the_server(status);
            else if (coming_ && coming_->pid == pid)
                did_not_come(status);
            else
                std::erase_if(leaving_, [&](Leaving const& one) { return one.pid == pid; });
            if (stopping_) end_if_alone(done);
        }
    }

    void lost_the_server(int status)
    {
        auto const lived = Clock::now() - serving_->begun;
        serving_.reset();
        if (stopping_) return;
        crash_ = how_it_ended(status);
        log::error("the server ended", {{"how", crash_}});
        if (lived >= settled_after) pause_ = {};
        // One that is coming takes its place.
        if (!coming_) start_soon();
    }

    void did_not_come(int status)
    {
        coming_.reset();
        if (stopping_) return;
        if (!has_served_) return end_if_alone(WIFEXITED(status) ? WEXITSTATUS(status) : refused);
        log::error("the new server did not get ready", {{"how", how_it_ended(status)}});
        if (!serving_) return start_soon();
        if (reload_again_) reload();
    }

    void start_soon()
    {
        next_start_ = Clock::now() + pause_;
        pause_ = std::clamp(pause_ * 2, first_pause, longest_pause);
    }

    void hear_whether_ready()
    {
        if (!coming_) return;
        pollfd heard{coming_->ready.get(), POLLIN, 0};
        char word = 0;
        if (::poll(&heard, 1, 0) <= 0 || ::read(coming_->ready.get(), &word, 1) != 1) return;
        if (serving_) {
            ::kill(serving_->pid, SIGTERM);
            leaving_.push_back({serving_->pid, Clock::now() + kept_.gone_within});
        }
        serving_ = std::exchange(coming_, std::nullopt);
        serving_->ready.close();
        has_served_ = true;
        crash_.clear();
        if (reload_again_) reload();
    }

    void look_at_the_clock()
    {
        auto const now = Clock::now();
        if (coming_ && now >= coming_->begun + ready_within) ::kill(coming_->pid, SIGKILL);
        for (auto& one : leaving_) {
            if (now < one.end) continue;
            log::error("a server that was to leave hangs: it is killed", {{"pid", std::int64_t{one.pid}}});
            ::kill(one.pid, SIGKILL);
            one.end = Clock::time_point::max();
        }
        if (next_start_ && now >= *next_start_) start_another();
    }

    void end_if_alone(int answer)
    {
        if (!serving_ && !coming_ && leaving_.empty()) end_ = answer;
    }

    Kept const& kept_;
    sigset_t before_{};
    Descriptor door_, signals_;
    std::optional<Server> serving_, coming_;
    struct Leaving {
        pid_t pid;
        Clock::time_point end; ///< of patience
    };
    std::vector<Leaving> leaving_; ///< they drain
    std::optional<Clock::time_point> next_start_;
    std::string crash_; ///< of a server whose successor does not serve yet
    milliseconds pause_{0};
    bool has_served_ = false, stopping_ = false;
    bool reload_again_
        = false; ///< asked for while a server was coming, which may have been started too early
    std::optional<int> end_;
};

} // namespace

int keep_serving(Kept const& kept)
{
    return Keeper{kept}.run();
}

int last_server_signal()
{
    return SIGUSR2;
}

} // namespace ocp::cli
