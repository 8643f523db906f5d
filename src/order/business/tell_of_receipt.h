#pragma once

#include "base/clock.h"
#include "platform/db/reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ocp::order {

/// Writes a mail with that receipt to the order's customer, if they have an address (spec §4 Pay online:
/// receipt by e-mail). Whatever they chose to be told of: it is their proof. Part of the deed that books it.
void tell_of_receipt(db::Transaction&, OrderId, std::int64_t sequence, Instant at);

/// Which receipt of the order's shop a kind of mail is about; nothing when it is about none.
std::optional<std::int64_t> receipt_in_kind(std::string_view kind);

} // namespace ocp::order
