#pragma once

#include "platform/db/dialect.h"
#include "platform/db/sql_text.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::db {

/// A statement prepared once, with the storage its parameters and columns are bound to.
class KeptStatement {
public:
    /// Prepares it for parameters and columns of these kinds. Throws soci::soci_error.
    KeptStatement(soci::session& session, Dialect const& dialect, std::string_view sql, Params const& params,
        std::span<ValueKind const> columns);
    ~KeptStatement();
    KeptStatement(KeptStatement const&) = delete;
    KeptStatement& operator=(KeptStatement const&) = delete;

    /// False when it was prepared for values of other kinds, or failed: SOCI loses the texts it had sent if
    /// such a statement is run again. A NULL fits every parameter.
    bool fits(Params const& params, std::span<ValueKind const> columns) const;
    /// Runs it to its end; answers how many rows it changed. Throws soci::soci_error, and what `on_row`
    /// throws.
    std::int64_t run(Params const& params, std::function<void(std::span<Value>)> const& on_row);

private:
    void give(Params const& params);
    void take_row();

    struct State;
    std::unique_ptr<State> state_;
};

} // namespace ocp::db
