#include "supervision/business/watch.h"

#include "platform/log/log.h"
#include "supervision/business/last_backup.h"
#include "supervision/business/record_watch.h"

#include <unistd.h>
#include <utility>

namespace ocp::supervision {

namespace {

/// When a counter grew since `before`: now; else as it was.
std::optional<Instant> last_time(
    std::optional<Instant> known, std::uint64_t before, std::uint64_t after, Instant now)
{
    return after > before ? now : known;
}

} // namespace

Watch::Watch(
    db::Database& database, Clock const& clock, std::function<ServerFigures()> figures, Options options)
    : database_{database}
    , clock_{clock}
    , figures_{std::move(figures)}
    , options_{std::move(options)}
    , observer_{options_.folders}
    , minute_{options_.machine}
{
}

Watch::~Watch()
{
    stop();
}

void Watch::start()
{
    thread_ = std::thread{[this] { run(); }};
}

void Watch::stop()
{
    {
        std::lock_guard const lock{mutex_};
        ending_ = true;
    }
    ended_.notify_all();
    if (!thread_.joinable()) return;
    thread_.join();
    try {
        take_leave(database_, options_.machine, ::getpid());
    } catch (std::exception const& error) {
        trouble(error.what());
    }
}

void Watch::run()
{
    before_ = observer_.look();
    auto pause = options_.first;
    for (;;) {
        {
            std::unique_lock lock{mutex_};
            if (ended_.wait_for(lock, pause, [this] { return ending_; })) return;
        }
        pause = options_.rhythm;
        look();
    }
}

void Watch::look()
{
    auto const now = clock_.now();
    auto look = observer_.look();
    auto const figures = machine::between(before_, look);
    before_ = std::move(look);
    {
        std::lock_guard const lock{mutex_};
        newest_ = figures;
    }
    auto const past = minute_.add(figures, now);
    state_ = state_now(now);
    try {
        record_state(database_, state_);
        if (past) record_minute(database_, *past, now);
        if (std::exchange(in_trouble_, false)) log::info("the watch can tell the database again");
    } catch (std::exception const& error) {
        trouble(error.what());
    }
}

machine::Figures Watch::newest() const
{
    std::lock_guard const lock{mutex_};
    return newest_;
}

ServerState Watch::state_now(Instant now)
{
    ServerState state;
    state.machine = options_.machine;
    state.pid = ::getpid();
    state.at = now;
    state.server = figures_();
    state.figures = newest();
    state.backup = last_backup(options_.backups);

    state.refused = state.server.requests.all(metrics::Way::Refused);
    state.errors = state.server.requests.server_errors();
    state.requests = state.server.requests.all();
    state.refused_at = last_time(state_.refused_at, state_.refused, state.refused, now);
    state.error_at = last_time(state_.error_at, state_.errors, state.errors, now);
    state.session_refused_at = last_time(
        state_.session_refused_at, state_.server.sessions_refused, state.server.sessions_refused, now);
    if (std::chrono::duration<double, std::ratio<60>> const passed = now - state_.at;
        state_.at != Instant{} && passed.count() > 0)
        state.requests_per_minute = static_cast<double>(state.requests - state_.requests) / passed.count();
    return state;
}

void Watch::trouble(std::string_view what)
{
    // Said once: whoever serves without a database has said so many times already.
    if (!std::exchange(in_trouble_, true))
        log::warning("the watch cannot tell the database", {{"what", what}});
}

} // namespace ocp::supervision
