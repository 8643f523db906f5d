#pragma once

#include "platform/db/reader.h"

namespace ocp::seeds {

/// On PostgreSQL, checking foreign keys and growing indexes row by row costs three times what the rows cost.
/// For a great many rows they are put away and made again at the end, all within the seed's one transaction:
/// whoever else is connected waits meanwhile, and nothing is ever committed unchecked. On SQLite nothing is
/// to be gained.
void put_checks_away(db::Transaction&);
void bring_checks_back(db::Transaction&);

/// Keeps other writers from drawing ids while the seed gives its own.
void reserve_ids(db::Transaction&);
/// Lets the database go on counting behind the ids that were given.
void go_on_counting(db::Transaction&);

/// The first id of the table that is free; only after reserve_ids.
std::int64_t first_free_order_id(db::Reader const&);
std::int64_t first_free_user_id(db::Reader const&);
std::int64_t first_free_address_id(db::Reader const&);

} // namespace ocp::seeds
