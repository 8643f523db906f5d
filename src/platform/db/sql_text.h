#pragma once

#include "platform/db/values.h"

#include <string>
#include <string_view>
#include <vector>

namespace ocp::db {

enum class Engine;

/// A statement as an engine takes it.
struct SqlText {
    std::string text;
    /// names[i] is the parameter `$i+1` (PostgreSQL) or `?i+1` (SQLite); one that stands twice is here once.
    std::vector<std::string> names;
};

/// The names of the parameters of `sql`, in the order they first appear.
std::vector<std::string> parameter_names(std::string_view sql);

/// Numbers the named parameters, turns the lock markers into the engine's words and drops comments.
/// `kinds` belongs to parameter_names; on PostgreSQL each parameter is cast to its kind, unless the SQL casts
/// it. Quoted text and names, and `::`, are left alone.
SqlText sql_for(Engine engine, std::string_view sql, std::vector<ValueKind> const& kinds);

} // namespace ocp::db
