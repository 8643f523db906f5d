#pragma once

#include "platform/db/reader.h"

#include <cstdint>

namespace ocp::payment {

/// Lines of the ledger that were written without a number, by a program that knew of none or by the demo's
/// past, get theirs, shop by shop in the order they came; answers how many.
std::int64_t number_lines(db::Transaction&);

} // namespace ocp::payment
