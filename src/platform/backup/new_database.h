#pragma once

#include "base/clock.h"
#include "platform/backup/dump_file.h"
#include "platform/db/database.h"

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ocp::backup {

/// A fresh database beside the running one, on the same server or in the same folder. It goes with the
/// object, unless it took the running one's place. Everything throws std::runtime_error and then has left
/// the running one as it was.
class NewDatabase {
public:
    virtual ~NewDatabase() = default;
    virtual db::Options options() const = 0;

    struct Replaced {
        std::string name; ///< under which the old one is kept
        std::string how_to_drop; ///< a command
    };
    /// Takes the running one's name, all sessions to either being ended or refused. Nothing when there was
    /// none.
    virtual std::optional<Replaced> take_over() = 0;
};

/// It cannot be said whether the new database took the running one's place.
struct Unclear : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::unique_ptr<NewDatabase> new_database_beside(db::Options const& running, Instant now);
/// What new databases were left by programs that were killed. Only under the shelf's lock; answers their
/// names.
std::vector<std::string> remove_left_databases(db::Options const& running);

/// True when nothing stands in it, or it is not there and can be made (SQLite).
bool is_empty(db::Options const&);
/// Restores a whole dump of the target's engine into an empty database; tells how many bytes were read.
void fill(db::Options const& target, DumpReader&, std::function<void(std::uint64_t)> const& progress);

std::unique_ptr<NewDatabase> new_postgres_beside(db::Options const& running, Instant now);
std::unique_ptr<NewDatabase> new_sqlite_beside(db::Options const& running, Instant now);
std::vector<std::string> remove_left_postgres(db::Options const& running);
std::vector<std::string> remove_left_sqlite(db::Options const& running);

} // namespace ocp::backup
