#pragma once

#include "pizzeria/model/letterhead.h"
#include "platform/db/reader.h"

namespace ocp::pizzeria {

/// As it is at this moment, of a retired shop too; for a transaction that writes a receipt. Throws db::Error
/// when there is no such shop.
Letterhead letterhead_of(db::Reader const&, PizzeriaId);

} // namespace ocp::pizzeria
