#pragma once

#include "supervision/model/server_state.h"

#include <filesystem>

namespace ocp::supervision {

/// The newest backup in BACKUP_DIR, by the time in its name; nothing when there is none, or no such folder.
std::optional<LastBackup> last_backup(std::filesystem::path const& folder);

} // namespace ocp::supervision
