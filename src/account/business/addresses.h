#pragma once

#include "account/model/saved_address.h"
#include "base/clock.h"
#include "platform/db/reader.h"

#include <optional>
#include <vector>

namespace ocp::account {

/// The person's addresses, the default first.
std::vector<SavedAddress> own_addresses(db::Reader const&, UserId);
/// Nothing when it is another person's: a foreign id is an unknown one.
std::optional<SavedAddress> find_own_address(db::Reader const&, UserId, AddressId);
AddressId save_address(db::Transaction&, UserId, SavedAddress const&, Instant at);

} // namespace ocp::account
