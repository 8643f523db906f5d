#include "supervision/business/watch.h"

#include "platform/log/log.h"
#include "supervision/business/last_backup.h"
#include "supervision/business/record_watch.h"
#include "supervision/business/watch_incidents.h"
#include "supervision/business/watch_rules.h"

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
        log::warning("the watch could not take its leave", {{"what", error.what()}});
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
    try {
        look_at_the_machine(now);
        is_blind_ = false;
    } catch (std::exception const& error) {
        // A disk that fails must not end the server that serves in spite of it. Said once, and not each time.
        if (!std::exchange(is_blind_, true)) log::error("the watch could not look", {{"what", error.what()}});
    }
}

void Watch::look_at_the_machine(Instant now)
{
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
        tell(past, now);
    } catch (std::exception const& error) {
        return database_is_away(error.what(), now);
    }
    database_answers(now);
}

void Watch::tell(std::optional<MachineSample> const& past, Instant now)
{
    record_state(database_, state_);
    if (past) record_minute(database_, *past, now);
    if (watch_incidents(database_, options_.ways, options_.rhythm, now)) options_.on_notices();
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
    auto const recent = recent_.add({state.requests, state.errors}, now);
    state.recent_requests = recent.requests;
    state.recent_errors = recent.errors;

    if (now - certificate_seen_at_ >= std::chrono::hours{1}) {
        certificate_until_ = options_.certificate_end();
        certificate_seen_at_ = now;
    }
    state.certificate_until = certificate_until_;
    return state;
}

void Watch::database_answers(Instant now)
{
    auto const since = std::exchange(away_since_, std::nullopt);
    if (!since) return;
    log::info("the watch can tell the database again");
    if (std::exchange(away_is_told_, false))
        options_.on_unwritten({0, Matter::DatabaseAway, options_.machine, 0, *since, now, now});
}

void Watch::database_is_away(std::string_view what, Instant now)
{
    if (!away_since_) {
        // Said once: whoever serves without a database has said so many times already.
        log::warning("the watch cannot tell the database", {{"what", what}});
        away_since_ = now;
    }
    if (away_is_told_ || now - *away_since_ < database_away_from) return;
    away_is_told_ = true;
    options_.on_unwritten({0, Matter::DatabaseAway, options_.machine, 0, *away_since_, now, std::nullopt});
}

} // namespace ocp::supervision
