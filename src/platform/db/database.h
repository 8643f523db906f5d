#pragma once

#include "platform/db/errors.h"
#include "platform/db/reader.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace ocp::db {

/// Hears of statements once they have run: SQL without values, when it began, whether it threw; which may not
/// throw.
struct Observer {
    bool (*listens)(); ///< asked before each statement, in its thread; what it throws keeps that from running
    void (*ran)(std::string_view sql, std::chrono::system_clock::time_point begun, bool failed);
};

/// Where the database is. `url`: postgres://user:password@host:5432/name, sqlite:///relative/path or
/// sqlite:////absolute/path. `ssl_mode`: libpq's words, `true` or `false` (data.md, DB_SSLMODE).
struct Options {
    std::string url;
    std::string ssl_mode = "true";
    std::size_t sessions = 8;
    /// How long a caller waits for a session before Unavailable.
    std::chrono::milliseconds pool_wait{250};
    /// PostgreSQL: 0 means without limit, for migrations, seeds and reports.
    std::chrono::milliseconds statement_timeout{2000};
    std::chrono::milliseconds lock_timeout{500};
    std::chrono::milliseconds idle_in_transaction_timeout{5000};
    /// SQLite: how long a writer waits for its turn.
    std::chrono::milliseconds busy_timeout{5000};
    /// Prepared statements each session keeps; the least used goes first.
    std::size_t kept_statements = 500;
    Observer const* observer = nullptr;
};

/// How a piece of work begins: to change, to look statement by statement, to look at one moment.
enum class Mode { Write, Read, Snapshot };

/// A pool of sessions on one database. Safe to use from any thread.
class Database {
public:
    /// Opens one session, so that what cannot work fails now; each of the others when it is first wanted, and
    /// keeps it then. Throws Unavailable when the database does not answer and std::invalid_argument when the
    /// URL is not understood (its text says the expected form).
    explicit Database(Options options);
    ~Database();
    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    /// Runs `work(Transaction&)` in one write transaction: commits if its Result says yes, rolls back if it
    /// says no or throws. A Conflict runs the whole work again, three times at most, and a connection that
    /// was lost before COMMIT once: `work` must be repeatable.
    ///
    /// A statement that failed spoils its transaction on every engine: `work` must let the exception pass.
    template <class Work>
    auto in_transaction(Work&& work) -> decltype(work(std::declval<Transaction&>()));

    /// Runs `work(Reader const&)`; each statement sees the newest commit.
    template <class Work>
    auto read(Work&& work);

    /// Runs `work(Reader const&)` with every statement looking at one and the same moment.
    template <class Work>
    auto read_snapshot(Work&& work);

    Engine engine() const;
    /// Sessions in use and in all, for the metrics.
    std::size_t sessions_in_use() const;
    std::size_t sessions() const;
    /// How often so far somebody had to wait for a session, and in vain.
    std::uint64_t session_waits() const;
    std::uint64_t sessions_refused() const;

private:
    /// One borrowed session, given back at the end; a broken one is dropped with its kept statements.
    class Lease {
    public:
        Lease(Database& database, Mode mode);
        ~Lease();
        Lease(Lease const&) = delete;
        Lease& operator=(Lease const&) = delete;
        Session& session();
        void commit();

    private:
        Database& database_;
        std::unique_ptr<Session> session_;
        Mode mode_;
        bool done_ = false;
    };
    /// True when another try makes sense; sleeps the jitter first.
    static bool try_again(int attempt);
    /// Runs `step` once more when its connection turned out to be lost.
    template <class Step>
    static auto on_a_live_session(Step&& step);

    struct State;
    std::unique_ptr<State> state_;
};

template <class Step>
auto Database::on_a_live_session(Step&& step)
{
    try {
        return step();
    } catch (ConnectionLost const&) {
        return step();
    }
}

template <class Work>
auto Database::in_transaction(Work&& work) -> decltype(work(std::declval<Transaction&>()))
{
    for (int attempt = 1;; ++attempt) {
        try {
            return on_a_live_session([&] {
                Lease lease{*this, Mode::Write};
                Transaction tx{lease.session()};
                auto answer = work(tx);
                if (answer) lease.commit();
                return answer;
            });
        } catch (Conflict const&) {
            if (!try_again(attempt)) throw;
        }
    }
}

template <class Work>
auto Database::read(Work&& work)
{
    return on_a_live_session([&] {
        Lease lease{*this, Mode::Read};
        Reader const reader{lease.session()};
        return work(reader);
    });
}

template <class Work>
auto Database::read_snapshot(Work&& work)
{
    return on_a_live_session([&] {
        Lease lease{*this, Mode::Snapshot};
        Reader const reader{lease.session()};
        auto answer = work(reader);
        lease.commit();
        return answer;
    });
}

} // namespace ocp::db
