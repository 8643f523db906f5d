#pragma once

#include "payment/model/ledger.h"
#include "platform/db/database.h"

#include <optional>

namespace ocp::payment {

/// A receipt that exists is given out once more, on paper: counted, with who did it (nothing: the customer).
/// Answers which copy it is, from 1 on: «Duplicata 1». Looking at it on a screen is none (law.md §3.5).
int copy_receipt(db::Database&, StoredReceipt const&, std::optional<UserId> by, Instant at);

} // namespace ocp::payment
