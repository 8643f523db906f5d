#include "platform/db/session.h"

#include "platform/db/kept_statement.h"

#include <exception>
#include <list>
#include <soci/soci.h>
#include <stdexcept>
#include <unordered_map>

namespace ocp::db {
namespace {

Dialect const& dialect_of(Engine engine)
{
    return engine == Engine::Postgres ? postgres_dialect() : sqlite_dialect();
}

/// Tells the observer, however the statement ends.
class Observed {
public:
    Observed(Observer const* observer, std::string_view sql)
        : observer_{observer && observer->listens() ? observer : nullptr}
        , sql_{sql}
    {
        if (observer_) begun_ = std::chrono::system_clock::now();
    }
    ~Observed()
    {
        if (observer_) observer_->ran(sql_, begun_, std::uncaught_exceptions() > in_flight_);
    }
    Observed(Observed const&) = delete;
    Observed& operator=(Observed const&) = delete;

private:
    Observer const* const observer_;
    std::string_view const sql_;
    int const in_flight_ = std::uncaught_exceptions();
    std::chrono::system_clock::time_point begun_;
};

} // namespace

struct Session::State {
    Dialect const& dialect;
    std::size_t limit;
    Observer const* observer;
    std::unique_ptr<soci::session> connection;

    /// The most recently used first; the map's keys look into the list's own texts.
    struct Kept {
        std::string sql;
        std::unique_ptr<KeptStatement> statement;
    };
    std::list<Kept> kept;
    std::unordered_map<std::string_view, std::list<Kept>::iterator> by_text;

    bool in_transaction = false;
    bool writing = false;
    bool spoiled = false;
    bool broken = false;
    bool stale = false;

    KeptStatement& statement_for(
        std::string_view sql, Params const& params, std::span<ValueKind const> kinds);
    void forget(std::string_view sql);
    void forget_all();
};

KeptStatement& Session::State::statement_for(
    std::string_view sql, Params const& params, std::span<ValueKind const> kinds)
{
    if (auto const found = by_text.find(sql); found != by_text.end()) {
        if (found->second->statement->fits(params, kinds)) {
            kept.splice(kept.begin(), kept, found->second);
            return *kept.front().statement;
        }
        forget(sql);
    }
    auto made = std::make_unique<KeptStatement>(*connection, dialect, sql, params, kinds);
    while (kept.size() >= std::max<std::size_t>(limit, 1))
        forget(kept.back().sql);
    kept.push_front({std::string{sql}, std::move(made)});
    by_text.emplace(kept.front().sql, kept.begin());
    return *kept.front().statement;
}

void Session::State::forget(std::string_view sql)
{
    auto const found = by_text.find(sql);
    if (found == by_text.end()) return;
    auto const place = found->second;
    by_text.erase(found);
    kept.erase(place);
}

void Session::State::forget_all()
{
    by_text.clear();
    kept.clear();
    stale = false;
}

Session::Session(DatabaseUrl const& url, Options const& options)
    : state_{new State{.dialect = dialect_of(url.engine),
        .limit = options.kept_statements,
        .observer = options.observer,
        .connection = {},
        .kept = {},
        .by_text = {}}}
{
    state_->connection = state_->dialect.open(url, options);
}

Session::~Session()
{
    if (!state_->connection) return;
    state_->dialect.before_close(*state_->connection);
    state_->forget_all();
}

template <class Step>
auto Session::guarded(Step&& step)
{
    auto const ours = [&](auto const& run) {
        try {
            return run();
        } catch (soci::soci_error const& error) {
            state_->dialect.fail(*state_->connection, error);
            throw; // g++ does not believe a virtual [[noreturn]]
        }
    };
    try {
        return ours(step);
    } catch (ConnectionLost const&) {
        state_->spoiled = state_->broken = true;
        throw;
    } catch (...) {
        state_->spoiled = true;
        state_->broken = state_->broken || !state_->dialect.alive(*state_->connection);
        throw;
    }
}

Engine Session::engine() const
{
    return state_->dialect.engine();
}

void Session::begin(Mode mode)
{
    if (state_->stale) state_->forget_all();
    state_->spoiled = false;
    state_->writing = mode == Mode::Write;
    if (mode == Mode::Read) return;
    script(state_->dialect.begin(mode));
    state_->in_transaction = true;
}

void Session::commit()
{
    if (!state_->in_transaction) return;
    if (state_->spoiled)
        throw std::logic_error{"a statement of this transaction failed: it cannot be committed"};
    try {
        script("COMMIT");
    } catch (ConnectionLost const& lost) {
        if (state_->writing) throw OutcomeUnknown{lost.what()};
        throw;
    }
    state_->in_transaction = false;
}

void Session::rollback() noexcept
{
    if (!state_->in_transaction) return;
    state_->in_transaction = false;
    if (state_->broken) return;
    try {
        script("ROLLBACK");
    } catch (...) {
        state_->broken = true;
    }
}

bool Session::alive() const
{
    return !state_->broken;
}

std::int64_t Session::run(
    std::string_view sql, Params const& params, std::span<ValueKind const> kinds, OnRow const& on_row)
{
    Observed const observed{state_->observer, sql};
    try {
        return guarded([&] { return state_->statement_for(sql, params, kinds).run(params, on_row); });
    } catch (StalePlan const&) {
        // Where one statement's tables changed, others' did; within a transaction no statement can be dropped
        // now.
        state_->stale = true;
        if (state_->in_transaction) throw;
        state_->forget_all();
        return guarded([&] { return state_->statement_for(sql, params, kinds).run(params, on_row); });
    }
}

void Session::bulk_insert(
    std::string_view table, std::vector<std::string> const& columns, std::vector<Value> const& cells)
{
    guarded([&] { state_->dialect.bulk_insert(*state_->connection, table, columns, cells); });
}

void Session::script(std::string const& statements)
{
    Observed const observed{state_->observer, statements};
    guarded([&] { state_->dialect.script(*state_->connection, statements); });
}

bool Session::has_table(std::string const& name)
{
    return guarded([&] { return state_->dialect.has_table(*state_->connection, name); });
}

std::size_t Session::kept_statements() const
{
    return state_->kept.size();
}

} // namespace ocp::db
