#include "platform/db/database.h"

#include "platform/db/session.h"
#include "platform/db/turnstile.h"

#include <atomic>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace ocp::db {

struct Database::State {
    explicit State(Options given)
        : options{std::move(given)}
        , url{parse_database_url(options.url)}
        , places{options.sessions}
    {
        // An unknown word must stop the start, also where no TLS is spoken.
        ssl_mode_for(url, options.ssl_mode);
    }

    std::unique_ptr<Session> borrow();
    void give_back(std::unique_ptr<Session> session);
    std::unique_ptr<Session> open();

    Options const options;
    DatabaseUrl const url;
    Turnstile places;
    /// SQLite has one writer: who waits here waits without a session, and in order.
    Turnstile writer{1};

    std::mutex mutex;
    std::vector<std::unique_ptr<Session>> idle;
    /// SQLite's pragmas fail when sessions open side by side.
    std::mutex opening;
};

std::unique_ptr<Session> Database::State::open()
{
    std::unique_lock<std::mutex> one_by_one;
    if (url.engine == Engine::Sqlite) one_by_one = std::unique_lock{opening};
    return std::make_unique<Session>(url, options);
}

std::unique_ptr<Session> Database::State::borrow()
{
    if (!places.enter(options.pool_wait)) throw Unavailable{"no database session came free in time"};
    try {
        {
            std::lock_guard const lock{mutex};
            if (!idle.empty()) {
                auto session = std::move(idle.back());
                idle.pop_back();
                return session;
            }
        }
        return open();
    } catch (...) {
        places.leave();
        throw;
    }
}

void Database::State::give_back(std::unique_ptr<Session> session)
{
    std::vector<std::unique_ptr<Session>> doubtful;
    if (session->alive()) {
        std::lock_guard const lock{mutex};
        idle.push_back(std::move(session));
    } else {
        // Where one connection broke the others probably did: opening anew is cheaper than failing once for
        // each.
        std::lock_guard const lock{mutex};
        doubtful.swap(idle);
    }
    places.leave();
}

Database::Database(Options options)
    : state_{std::make_unique<State>(std::move(options))}
{
    state_->idle.push_back(state_->open());
}

Database::~Database() = default;

Engine Database::engine() const
{
    return state_->url.engine;
}

std::size_t Database::sessions_in_use() const
{
    return state_->options.sessions - state_->places.free();
}

std::size_t Database::sessions() const
{
    return state_->options.sessions;
}

std::uint64_t Database::session_waits() const
{
    return state_->places.waits().waited;
}

std::uint64_t Database::sessions_refused() const
{
    return state_->places.waits().gave_up;
}

bool Database::try_again(int attempt)
{
    if (attempt >= 3) return false;
    thread_local std::minstd_rand jitter{std::random_device{}()};
    std::this_thread::sleep_for(std::chrono::milliseconds{std::uniform_int_distribution{10, 50}(jitter)});
    return true;
}

Database::Lease::Lease(Database& database, Mode mode)
    : database_{database}
    , mode_{mode}
{
    auto& state = *database_.state_;
    bool const alone = mode_ == Mode::Write && state.url.engine == Engine::Sqlite;
    if (alone && !state.writer.enter(state.options.busy_timeout))
        throw Unavailable{"other writers kept the database busy"};
    try {
        session_ = state.borrow();
        session_->begin(mode_);
    } catch (...) {
        if (session_) state.give_back(std::move(session_));
        if (alone) state.writer.leave();
        throw;
    }
}

Database::Lease::~Lease()
{
    auto& state = *database_.state_;
    if (!done_) session_->rollback();
    state.give_back(std::move(session_));
    if (mode_ == Mode::Write && state.url.engine == Engine::Sqlite) state.writer.leave();
}

Session& Database::Lease::session()
{
    return *session_;
}

void Database::Lease::commit()
{
    session_->commit();
    done_ = true;
}

} // namespace ocp::db
