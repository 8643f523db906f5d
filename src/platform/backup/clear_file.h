#pragma once

#include "platform/db/database_url.h"

#include <filesystem>

namespace ocp::backup {

/// Where data may lie unencrypted for a moment: beside the running SQLite file, which holds it anyway, never
/// in BACKUP_DIR, whose content may be carried elsewhere.
std::filesystem::path folder_for_clear_files(db::DatabaseUrl const& running);

/// A file of this process's own for data in clear; gone with the object.
class ClearFile {
public:
    explicit ClearFile(std::filesystem::path const& folder);
    ~ClearFile();
    ClearFile(ClearFile const&) = delete;
    ClearFile& operator=(ClearFile const&) = delete;
    std::filesystem::path const path;
};

/// Removes what processes left that were killed; only under the shelf's lock.
void remove_left_clear_files(std::filesystem::path const& folder);

} // namespace ocp::backup
