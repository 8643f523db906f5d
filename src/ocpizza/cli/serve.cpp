#include "ocpizza/app.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/handed_socket.h"
#include "ocpizza/cli/keeper.h"
#include "ocpizza/new_relic_figures.h"
#include "ocpizza/version.h"
#include "pizzeria/model/local_time.h"
#include "platform/db/migrations.h"
#include "platform/http/listening_socket.h"
#include "platform/log/log.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <future>
#include <iostream>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace ocp::cli {

namespace {

/// The keeper's signals wait in a thread of their own: what they start is more than a signal handler may do.
/// A terminal's ^C, or its end, reaches the keeper too, and is for the keeper to pass on.
class StopOnSignal {
public:
    explicit StopOnSignal(http::Server& server)
        : waiting_{[this, &server] { wait(server); }}
    {
    }
    ~StopOnSignal()
    {
        ended_ = true;
        pthread_kill(waiting_.native_handle(), wake_up);
        waiting_.join();
    }
    StopOnSignal(StopOnSignal const&) = delete;
    StopOnSignal& operator=(StopOnSignal const&) = delete;

    /// Before any thread starts, so that all inherit it.
    static void block_signals()
    {
        auto set = awaited();
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &set, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }

private:
    static constexpr int wake_up = SIGUSR1; ///< ends the waiting, stops nothing

    static sigset_t awaited()
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, last_server_signal());
        sigaddset(&set, wake_up);
        return set;
    }
    void wait(http::Server& server) const
    {
        auto const set = awaited();
        for (int signal = 0; !ended_;) {
            sigwait(&set, &signal);
            if (signal == SIGTERM) server.stop();
            if (signal == last_server_signal()) server.stop(http::Server::Door::Closes);
        }
    }

    std::atomic<bool> ended_ = false;
    std::thread waiting_;
};

/// Of a schema that is ahead it warns: after a release that failed or was taken back, the program before
/// must go on.
bool schema_is_ours(db::Database& database)
{
    auto const state = db::schema_state(database);
    for (auto const& newer : state.ahead)
        log::warning("the schema is ahead", {{"what", newer}});
    for (auto const& fault : state.faults)
        std::cerr << "ocpizza: " << fault << '\n';
    if (state.behind)
        std::cerr << "ocpizza: the schema is behind this program: run `ocpizza migrate` first\n";
    return !state.behind && state.faults.empty();
}

void say_ready(int pipe)
{
    [[maybe_unused]] auto const said = ::write(pipe, "r", 1);
    ::close(pipe);
}

/// A server that crashes can tell nobody; its successor does.
void tell_of_a_crash()
{
    auto const* const how = std::getenv(crash_variable);
    if (how) log::error("the server before this one crashed", {{"how", how}});
    ::unsetenv(crash_variable);
}

/// Serves until it is told to drain. Refuses a schema that is behind or not this program's.
int serve_at(int listening_socket, Settings const& settings, int ready_pipe)
{
    StopOnSignal::block_signals();
    // To open a session is to wait for the database: time enough for this.
    auto const zones = std::async(std::launch::async, pizzeria::find_time_zones);
    db::Database database{database_options(settings)};
    if (!schema_is_ours(database)) return refused;
    log::start(settings.app_env == Environment::Development ? log::Format::Text : log::Format::Json);
    {
        App app{settings, database, listening_socket};
        tell_of_a_crash();
        StopOnSignal const stop{app.server};
        app.hub.start();
        app.courier.start();
        app.mails.start();
        app.cashier.start();
        app.watch.start();
        auto const new_relic = tell_new_relic(app);
        log::info("serving",
            {{"version", version}, {"address", settings.listen.host},
                {"port", std::int64_t{app.server.port()}}, {"environment", to_text(settings.app_env)}});
        say_ready(ready_pipe);
        app.server.run();
        app.watch.stop();
        app.cashier.stop();
        app.mails.stop();
        app.courier.stop();
        app.hub.stop();
        log::info("stopped");
    }
    log::stop();
    return done;
}

/// After a keeper was killed its server still accepts for half a second.
int own_socket(ListenAddress const& where)
{
    constexpr int tries = 40;
    for (int i = 1;; ++i) {
        try {
            return http::open_listening_socket(where.host, where.port);
        } catch (std::system_error const& error) {
            if (error.code() != std::errc::address_in_use || i == tries) throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
}

} // namespace

int serve(Settings const& settings, std::vector<std::string> const& command)
{
    if (!may_serve(settings)) return refused;
    auto const handed = handed_socket();
    auto const is_ours = handed < 0;
    auto const socket = is_ours ? own_socket(settings.listen) : handed;
    return keep_serving({.listening_socket = socket,
        .is_our_socket = is_ours,
        .serve = [&](int ready_pipe) { return serve_at(socket, settings, ready_pipe); },
        .command = command});
}

int serve_for_keeper(Settings const& settings, int ready_pipe)
{
    if (!may_serve(settings)) return refused;
    return serve_at(handed_socket(), settings, ready_pipe);
}

} // namespace ocp::cli
