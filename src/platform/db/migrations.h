#pragma once

#include "platform/db/database.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::db {

struct Embedded {
    std::string_view name;
    std::string_view bytes;
};
/// db/migrations, compiled in by tools/embed.py, in order of number.
extern Embedded const* const embedded_migrations;
extern std::size_t const embedded_migrations_count;

struct Migration {
    int number; ///< 1 for 0001_subject.sql
    std::string name;
    std::string checksum; ///< of its text, whichever the engine
    bool applied;
};

struct SchemaState {
    std::vector<Migration> migrations;
    std::vector<std::string> faults; ///< changed after it was applied
    /// Applied but unknown to this program: of a newer one, which only adds (docs/adr/0014).
    std::vector<std::string> ahead;
    bool behind = false;
};

SchemaState schema_state(Database& database);
SchemaState schema_state(Database& database, std::span<Embedded const> files);

/// Applies what is missing, each migration in a transaction of its own under one lock, so that two programs
/// starting together apply each once. Throws db::Error; the failed one leaves nothing. Answers how many it
/// applied.
int migrate(Database& database);
int migrate(Database& database, std::span<Embedded const> files);

} // namespace ocp::db
