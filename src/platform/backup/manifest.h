#pragma once

#include "base/clock.h"
#include "platform/db/reader.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace ocp::backup {

/// What lies beside every dump and says what it is.
struct Manifest {
    db::Engine engine = db::Engine::Sqlite;
    Instant made_at;
    std::string program; ///< version that made it
    int schema = 0; ///< number of its last migration
    std::uint64_t size = 0; ///< of the dump as it lies there, encrypted or not
    std::string sha256; ///< of the same bytes, in hexadecimal
    bool encrypted = false;
    std::map<std::string, std::int64_t> rows; ///< of the tables that a restore counts again
};

std::string to_text(Manifest const&);

/// What `text` says, or why it is no manifest of ours.
tl::expected<Manifest, std::string> manifest_from(std::string_view text);

/// "postgresql", "sqlite"
std::string to_text(db::Engine);

} // namespace ocp::backup
