#pragma once

#include "payment/model/ledger.h"
#include "payment/model/task.h"
#include "platform/db/database.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::payment {

/// What the ledger says of one payment at the bank.
IntentSums booked_of(db::Reader const&, std::string const& payment_intent);

/// A portion, the newest first, of those before `before`; an empty one ends it.
std::vector<Attempt> earlier_attempts(db::Reader const&, AttemptId before);
std::vector<Refund> earlier_refunds(db::Reader const&, RefundId before);
std::optional<Attempt> attempt_with_key(db::Reader const&, std::string const& key);

/// What was given up since then and nobody has made good, the oldest first; refunds left out, since their own
/// rows say how they stand. A portion: what is made good is in the next one no more.
std::vector<Task> given_up_since(db::Reader const&, Instant since);
void note_made_good(db::Database&, Task const&);

/// Has a refund that was given up sent once more.
enum class SentAgain {
    Now,
    UnderWay, ///< it is not given up, or not to be sent any more
    NotTwice, ///< it was given up again since: somebody must see to it
};
SentAgain send_again(db::Database&, RefundId, Instant now);

} // namespace ocp::payment
