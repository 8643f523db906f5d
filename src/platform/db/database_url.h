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
    /// Name, address, or the absolute folder of a Unix socket; "" is libpq's own default. Several, commas
    /// between them: the first that takes writes counts, so that a standby which was promoted is found.
    std::string host{};
    std::string port{}; ///< of several hosts as many
    std::string name{};
    bool has_several_hosts() const { return host.find(',') != host.npos; }
    std::string ssl_mode{}, ssl_root_cert{}; ///< from `?sslmode=…&sslrootcert=…`, usually ""
};

/// Throws std::invalid_argument with what is wrong and the expected form; never repeats the password.
DatabaseUrl parse_database_url(std::string_view url);

/// The address of another database on the same PostgreSQL server.
std::string with_database(std::string_view url, std::string_view name);

/// Whether every one of `hosts`, as a DatabaseUrl has them, is loopback or a socket.
bool on_this_machine(std::string_view hosts);

/// What libpq is asked for: `setting` is DB_SSLMODE. Throws std::invalid_argument on a word libpq does not
/// know.
std::string ssl_mode_for(DatabaseUrl const& url, std::string_view setting);

} // namespace ocp::db
