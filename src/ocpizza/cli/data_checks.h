#pragma once

#include "platform/db/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace ocp::checks {

struct Embedded {
    std::string_view name;
    std::string_view bytes;
};
/// db/checks, compiled in by tools/embed.py.
extern Embedded const* const embedded_checks;
extern std::size_t const embedded_checks_count;

/// One promise of the data that does not hold somewhere.
struct DataFault {
    std::string id; ///< "stock-not-its-movements"
    std::string sentence;
    std::vector<std::string> places; ///< the first 20
    std::size_t count;
};

/// Runs every conservation query (db/checks/conservation.sql) on one snapshot; no fault is the good answer.
std::vector<DataFault> data_faults(db::Database&);

} // namespace ocp::checks
