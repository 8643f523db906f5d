#pragma once

#include "platform/db/reader.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ocp::db {

class SqliteFile;

/// What a backup remembers of a database and a restore looks at again.
struct Facts {
    int schema = 0; ///< number of the last migration
    std::map<std::string, std::int64_t> rows; ///< of each table asked for
};
/// Nothing when no migration was ever applied to it.
std::optional<Facts> facts_of(Reader const&, std::span<std::string_view const> tables);
std::optional<Facts> facts_of(SqliteFile&, std::span<std::string_view const> tables);

/// True when it has no table, view or sequence of anybody's.
bool is_empty(Reader const&);
bool has_rows(Reader const&, std::string_view table);
/// About how many bytes it takes.
std::uint64_t size_of(Reader const&);
/// PostgreSQL: a name by which another program may look at the moment this transaction looks at.
std::string export_snapshot(Reader const&);

} // namespace ocp::db
