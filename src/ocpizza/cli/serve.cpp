#include "ocpizza/app.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/handed_socket.h"
#include "ocpizza/version.h"
#include "pizzeria/model/local_time.h"
#include "platform/db/migrations.h"
#include "platform/log/log.h"

#include <atomic>
#include <csignal>
#include <future>
#include <iostream>
#include <thread>

namespace ocp::cli {

namespace {

/// SIGTERM and SIGINT wait in a thread of their own: what they start is more than a signal handler may do.
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
        auto const set = awaited();
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
        sigaddset(&set, SIGINT);
        sigaddset(&set, wake_up);
        return set;
    }
    void wait(http::Server& server) const
    {
        auto const set = awaited();
        for (int signal = 0; !ended_;) {
            sigwait(&set, &signal);
            if (signal != wake_up) server.stop();
        }
    }

    std::atomic<bool> ended_ = false;
    std::thread waiting_;
};

bool schema_is_ours(db::Database& database)
{
    auto const state = db::schema_state(database);
    for (auto const& fault : state.faults)
        std::cerr << "ocpizza: " << fault << '\n';
    if (state.behind)
        std::cerr << "ocpizza: the schema is behind this program: run `ocpizza migrate` first\n";
    return !state.behind && state.faults.empty();
}

} // namespace

int serve(Settings const& settings)
{
    StopOnSignal::block_signals();
    // To open a session is to wait for the database: time enough for this.
    auto const zones = std::async(std::launch::async, pizzeria::find_time_zones);
    db::Database database{database_options(settings)};
    if (!schema_is_ours(database)) return refused;
    log::start(settings.app_env == Environment::Development ? log::Format::Text : log::Format::Json);
    {
        App app{settings, database, handed_socket()};
        StopOnSignal const stop{app.server};
        app.hub.start();
        log::info("serving",
            {{"version", version}, {"address", settings.listen.host},
                {"port", std::int64_t{app.server.port()}}, {"environment", to_text(settings.app_env)}});
        app.server.run();
        app.hub.stop();
        log::info("stopped");
    }
    log::stop();
    return done;
}

} // namespace ocp::cli
