#pragma once

#include "platform/db/reader.h"

#include <map>
#include <string>

namespace ocp::deploy {

/// "NULL" or "NOT NULL", by column, by table.
using Columns = std::map<std::string, std::map<std::string, std::string>>;

/// Every table that the session sees by its bare name.
Columns columns_of(db::Reader const&);

} // namespace ocp::deploy
