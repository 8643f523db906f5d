#pragma once

#include "platform/db/dialect.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::db {

/// One connection with its kept statements; for one thread at a time.
class Session {
public:
    using OnRow = std::function<void(std::span<Value>)>;

    /// Throws Unavailable when the database does not answer.
    Session(DatabaseUrl const& url, Options const& options);
    ~Session();
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    Engine engine() const;
    void begin(Mode mode);
    /// Throws OutcomeUnknown when the connection breaks meanwhile, and std::logic_error when a statement of
    /// this transaction had failed: engines differ in what would be committed.
    void commit();
    /// Never throws; a session that cannot roll back is broken.
    void rollback() noexcept;
    /// False when the connection, and with it every kept statement, is of no more use.
    bool alive() const;

    /// Runs the statement to its end; answers how many rows it changed.
    std::int64_t run(
        std::string_view sql, Params const& params, std::span<ValueKind const> kinds, OnRow const& on_row);
    void bulk_insert(
        std::string_view table, std::vector<std::string> const& columns, std::vector<Value> const& cells);
    void script(std::string const& statements);
    bool has_table(std::string const& name);
    std::size_t kept_statements() const;

private:
    /// Runs `step`, turning SOCI's errors into ours.
    template <class Step>
    auto guarded(Step&& step);

    struct State;
    std::unique_ptr<State> state_;
};

} // namespace ocp::db
