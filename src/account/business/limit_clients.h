#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "platform/db/reader.h"

#include <string_view>

namespace ocp::account {

/// What the clients behind one address may do only so often (reliability.md §4, rate limits).
enum class Limited {
    SignIn, ///< passwords that were wrong: 10 a minute, 60 an hour
    Registration, ///< 5 an hour
    Order, ///< 10 an hour, 30 a day: a family or an office is one address
    UnknownLink, ///< of tracking pages that do not exist: 20 in ten minutes
    PromoCode, ///< that do not exist: 20 in ten minutes
};

/// Part of a deed: counts one more, false when it is one too many. What is rolled back was not counted.
/// An IPv6 address counts as its /64. RATE_LIMITS decides whether anybody asks.
bool count_client(db::Transaction&, Limited, std::string_view address, Instant at);
/// The one counted last was none: a password that was right.
void forgive_client(db::Transaction&, Limited, std::string_view address);

/// Part of a deed that counts what the person has before it adds to it: another such deed about them waits.
/// False when they were erased meanwhile.
bool one_at_a_time(db::Transaction&, UserId);

} // namespace ocp::account
