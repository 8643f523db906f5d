#pragma once

#include "platform/db/database.h"

#include <stop_token>
#include <string>
#include <vector>

namespace ocp::db {

class Session;

/// The databases of the PostgreSQL server that `options` names, by a session to none of them that matters:
/// who stands in a database can neither rename nor drop it. Each throws db::Error.
class PostgresServer {
public:
    explicit PostgresServer(Options options);

    bool has(std::string const& name) const;
    /// The names of those that this user owns.
    std::vector<std::string> databases() const;
    /// A new, empty one with the order of letters of `model`, if that is there.
    void create(std::string const& name, std::string const& model) const;
    void drop(std::string const& name) const;
    void rename(std::string const& from, std::string const& to) const;
    /// `place` becomes `kept` and `newcomer` becomes `place`, both or none; whoever is in them is sent out.
    void replace(std::string const& place, std::string const& newcomer, std::string const& kept) const;

private:
    Session door() const;
    void send_out(std::string const& place, std::stop_token const& enough) const;

    Options options_;
};

} // namespace ocp::db
