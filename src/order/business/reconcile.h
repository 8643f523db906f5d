#pragma once

#include "base/clock.h"
#include "clients/stripe/stripe.h"
#include "order/business/place_order.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// Something on which Stripe and we did not agree, or that was left undone.
struct Difference {
    enum class What {
        PaidUnnoticed, ///< paid there, and not known here
        PaidTwice, ///< and it goes back
        PaidForNothing, ///< by a key of ours, for which there is nothing here (any more)
        NotOurs, ///< another program takes payments with the same account
        OtherAmount, ///< received there, and another sum in our ledger
        NotThere, ///< in our ledger, and Stripe has received nothing
        RefundUnnoticed, ///< given back there, and not in our ledger
        RefundNotThere, ///< in our ledger, and Stripe has not given it back
        RefundCameBack, ///< the card's bank did not take it, and the customer still waits for it
        RefundNotSent, ///< decided long ago
        LeftOpen, ///< somebody could still pay it
        TaskGivenUp,
        NoNumber, ///< lines of the ledger
        NotAnswered, ///< Stripe refuses the question about this one
    };
    What what;
    bool remains = false; ///< somebody must see to it; else it is put right
    std::optional<OrderId> order = {};
    std::string number = {}; ///< of the order, "" without
    std::string intent = {}; ///< Stripe's id of the payment, "" without
    Money there = {}, here = {}; ///< where two sums are compared; else `there` is the sum it is about
    std::int64_t count = 1; ///< of lines
};

struct Reconciliation {
    std::vector<Difference> differences;
    struct Side {
        std::int64_t payments = 0;
        Money received, refunded;
    };
    Side there, here; ///< as they stand at the end
    std::int64_t left_alone = 0; ///< of the last minutes, still on their usual way
    std::optional<stripe::Trouble> trouble = {}; ///< it was broken off: the rest is not known

    bool is_clean() const;
};

struct ReconcileOptions {
    std::chrono::hours back{24 * 8};
    /// All of PaidForNothing goes back, not only a handful: many of them mean that our database is an older
    /// one, and then a person decides.
    bool gives_back_all = false;
    std::function<void(std::chrono::seconds)> wait{}; ///< before Stripe is asked again
};

/// So many payments for nothing go back without a word of anybody's.
inline constexpr std::size_t orphans_given_back = 5;

/// Compares every payment at Stripe with ours and ours with Stripe's, and puts right what may be put right
/// without guessing: what was paid is settled (settle_session), what came for nothing goes back, refunds made
/// there are written down, what was left open is closed, what was given up is tried once more. Nothing in the
/// ledger is made to fit. Any number of times, on several machines at once, while customers pay; never part
/// of a transaction. `desk.stripe` is there.
Reconciliation reconcile(OrderDesk const&, Clock const&, ReconcileOptions const&);

} // namespace ocp::order
