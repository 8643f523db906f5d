#pragma once

#include "platform/backup/dump_file.h"
#include "platform/backup/shelf.h"
#include "platform/db/database.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace ocp::backup {

struct BackupOrder {
    db::Options source;
    std::string program; ///< version
    std::span<std::string_view const> counted; ///< tables whose rows a restore counts again
    Key key;
    Instant now;
    std::function<void(std::uint64_t)> progress; ///< is told how many bytes were read so far
};

struct Made {
    std::string name;
    Manifest manifest;
};

/// Writes a backup of one moment of the database, reads it again to prove that it can be read, and only then
/// gives it its name. When anything fails it throws std::runtime_error and leaves the shelf as it was. The
/// caller holds the shelf's lock.
Made make_backup(Shelf const&, BackupOrder const&);

} // namespace ocp::backup
