#pragma once

#include <string>
#include <string_view>

namespace ocp::db {

enum class Engine;

/// A migration as an engine takes it: `@identity@` and `@xid@` become its own words, and of the sections
/// between
/// `-- only postgres` or `-- only sqlite` and `-- end only` only its own stay. Throws std::logic_error on a
/// section that does not end or a macro that is unknown.
std::string migration_for(Engine engine, std::string_view text);

} // namespace ocp::db
