#include "bank/business/payment_rules.h"

namespace ocp::bank {

bool may_expire_at(std::int64_t now, std::int64_t expires_at)
{
    constexpr std::int64_t least = 30 * 60, most = 24 * 60 * 60, forgiven = 5;
    return expires_at >= now + least - forgiven && expires_at <= now + most + forgiven;
}

Ceiling refund_ceiling(Money paid, Money refunded, Money wanted)
{
    if (refunded >= paid) return Ceiling::AlreadyRefunded;
    return wanted > paid - refunded ? Ceiling::TooMuch : Ceiling::Fits;
}

} // namespace ocp::bank
