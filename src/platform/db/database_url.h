#pragma once

#include "platform/db/reader.h"

#include <string>
#include <string_view>

namespace ocp::db {

/// A DATABASE_URL taken apart. For SQLite only `path` counts.
struct DatabaseUrl {
    Engine engine = Engine::Sqlite;
    std::string path{};
    std::string user{}, password{};
    std::string host{}; ///< name, address, or the absolute folder of a Unix socket; "" is libpq's own default
    std::string port{};
    std::string name{};
    std::string ssl_mode{}, ssl_root_cert{}; ///< from `?sslmode=…&sslrootcert=…`, usually ""
};

/// Throws std::invalid_argument with what is wrong and the expected form; never repeats the password.
DatabaseUrl parse_database_url(std::string_view url);

/// The address of another database on the same PostgreSQL server.
std::string with_database(std::string_view url, std::string_view name);

/// What libpq is asked for: `setting` is DB_SSLMODE. Throws std::invalid_argument on a word libpq does not
/// know.
std::string ssl_mode_for(DatabaseUrl const& url, std::string_view setting);

} // namespace ocp::db
