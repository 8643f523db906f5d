#pragma once

#include "ocpizza/cli/progress_bar.h"
#include "ocpizza/settings.h"
#include "platform/backup/dump_file.h"

#include <array>
#include <string>
#include <string_view>

namespace ocp::cli {

/// Writes a backup into BACKUP_DIR, proves that it can be read, then forgets the oldest.
int backup(Settings const&, Progress);

enum class Listing { Plain, Verified };
/// Lists what lies in BACKUP_DIR; verified, `refused` when one of them is damaged.
int list_backups(Settings const&, Listing);

struct RestoreCall {
    std::string name;
    bool yes = false; ///< the running database, which has data, may be replaced
    /// Another, empty database instead of the running one: its name, when it stands on the same server or in
    /// the same folder, or a whole DATABASE_URL.
    std::string into{};
};
/// Restores into a new database, verifies it there, and only then lets it take the running one's place.
int restore(Settings const&, RestoreCall const&);

/// Tables whose rows are counted at the backup and again at the restore.
inline constexpr std::array<std::string_view, 5> counted_tables{
    "orders", "users", "pizzerias", "stock_movements", "payments"};

/// What BACKUP_KEY_FILE holds, if it is set.
backup::Key backup_key(Settings const&);

} // namespace ocp::cli
