#pragma once

#include "platform/backup/dump_file.h"
#include "platform/backup/manifest.h"

#include <filesystem>
#include <optional>
#include <string>

namespace ocp::backup {

/// What is wrong with a dump: its size, its checksum, the key, or that the engine's own tools cannot read it
/// (`pg_restore --list`, `PRAGMA integrity_check`). Nothing when it is whole.
std::optional<std::string> fault_of(
    std::filesystem::path const& dump, Manifest const&, Key const&, std::filesystem::path const& clear_files);

} // namespace ocp::backup
