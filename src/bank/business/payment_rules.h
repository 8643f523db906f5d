#pragma once

#include "base/money.h"

#include <cstdint>

/// What Stripe decides by numbers alone.
namespace ocp::bank {

/// Seconds from now to when a session may end: half an hour to a day. A clock that is a little behind is
/// forgiven.
bool may_expire_at(std::int64_t now, std::int64_t expires_at);

/// The least sum a session takes.
inline constexpr Money least_sum = Money::cents(50);
inline constexpr Money greatest_sum = Money::cents(99'999'999);

enum class Ceiling { Fits, AlreadyRefunded, TooMuch };
/// Whether `wanted` may still be given back of what was paid.
Ceiling refund_ceiling(Money paid, Money refunded, Money wanted);

} // namespace ocp::bank
