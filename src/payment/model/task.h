#pragma once

#include "base/clock.h"
#include "payment/model/payment.h"

#include <optional>
#include <string>

namespace ocp::payment {

/// Something that Stripe has to be asked, decided by a transaction and done after it, by whichever server
/// comes first.
struct Task {
    enum class Kind {
        Close, ///< the time to pay an order is over
        Settle, ///< look what became of a session, and believe it
        Refund, ///< send one
        Follow, ///< look what became of the refunds of a payment
    };
    std::int64_t id = 0;
    Kind kind = Kind::Settle;
    std::optional<OrderId> order = {}; ///< of Close
    std::optional<RefundId> refund = {}; ///< of Refund
    std::string subject = {}; ///< session of Settle, payment of Follow
    int tries = 0; ///< those that were begun
    Instant created_at = {};
};

struct TaskFigures {
    std::int64_t due = 0; ///< whose time has come, those put off included
    std::optional<Instant> oldest_due; ///< since when the one that waits longest is to be done
    std::int64_t given_up = 0; ///< ended with a failure, since `since`
};

} // namespace ocp::payment
