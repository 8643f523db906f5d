#pragma once

#include "platform/db/reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace ocp::seeds {

/// Checking foreign keys and growing indexes row by row costs three times what the rows cost. For a great
/// many rows they are put away and made again at the end, as the database itself describes them, all within
/// the seed's one transaction: whoever else is connected waits meanwhile, and nothing is ever committed
/// unchecked. SQLite puts indexes away only: it cannot take a foreign key from a table.
class ChecksAway {
public:
    explicit ChecksAway(db::Transaction&);
    void bring_back(db::Transaction&) const;

private:
    std::vector<std::string> back_;
};

/// Keeps other writers from drawing ids while the seed gives its own.
void reserve_ids(db::Transaction&);
/// Lets the database go on counting behind the ids that were given.
void go_on_counting(db::Transaction&);

/// The first id of the table that is free; only after reserve_ids.
std::int64_t first_free_id(db::Reader const&, std::string_view table);

} // namespace ocp::seeds
