#pragma once

#include "order/business/reconcile.h"
#include "order/business/send_refund.h"
#include "payment/model/ledger.h"
#include "payment/model/task.h"

#include <unordered_set>
#include <vector>

namespace ocp::order {

/// Stripe could not be asked, several times, or refuses the question.
struct Unanswered {
    stripe::Trouble trouble;
};

/// Whether the reconciliation looks back as far as to when it was asked for, or only keeps an eye on it.
enum class RefundAge { InQuestion, Old };

/// One payment after another of a reconciliation: compares, puts right, writes into its report. What Stripe
/// refuses to speak of remains; throws Unanswered when it does not answer at all.
class PaymentComparison {
public:
    PaymentComparison(OrderDesk const&, Clock const&, ReconcileOptions const&, Reconciliation& report);

    /// A payment at Stripe, with ours. Those that came for nothing are kept for later.
    void theirs(stripe::PaymentIntent const&);
    /// Those now: all of them together show whether they are accidents.
    void see_to_orphans();
    /// One that is paid here, and was not among those at Stripe.
    void ours(payment::Attempt const&);
    /// One on which somebody may pay, long after that makes sense.
    void close(payment::Attempt const&);
    void refund(payment::Refund const&, RefundAge);
    void do_after_all(payment::Task const&);

    /// Until there is an answer, a few times.
    template <class Question>
    auto ask(Question question) -> typename decltype(question())::value_type
    {
        for (int tries = 1;; ++tries) {
            auto answer = question();
            if (answer) return *std::move(answer);
            give_up_or_wait(answer.error(), tries);
        }
    }

private:
    void give_up_or_wait(stripe::Trouble const&, int tries);
    /// The same for what we do ourselves; true when it is stuck.
    bool is_stuck(std::function<Progress()> const& deed);
    /// Looks at one payment; it remains when Stripe refuses to speak of it.
    void unless_refused(OrderId, std::string const& intent, std::function<void()> const& look);
    std::optional<payment::Attempt> attempt_of(stripe::PaymentIntent const&) const;
    payment::IntentSums booked(std::string const& intent) const;
    bool is_new(Instant) const;
    bool moved_just_now(payment::IntentSums const&) const;
    Difference about(Difference::What, OrderId, std::string const& intent) const;
    void tell(Difference, Money there, Money here = {});
    void remains(Difference, Money there, Money here = {});
    void compare(stripe::PaymentIntent const&, payment::Attempt const&);
    void orphan(stripe::PaymentIntent const&);
    void give_back(stripe::PaymentIntent const&);
    /// True when it is told what was wrong.
    bool settle(stripe::PaymentIntent const&, payment::Attempt const&);
    void compare_received(stripe::PaymentIntent const&, OrderId, payment::IntentSums const&);
    /// What Stripe has given back of it in the end.
    Money follow(OrderId, std::string const& intent);
    Money refunded_there(std::string const& intent);
    void came_back(payment::Refund const&);
    void not_sent(payment::Refund const&);

    OrderDesk const& desk_;
    Clock const& clock_;
    ReconcileOptions const& options_;
    Reconciliation& report_;
    std::unordered_set<std::int64_t> seen_; ///< attempts that Stripe knows
    std::unordered_set<std::string> followed_; ///< payments whose refunds were asked for
    std::vector<stripe::PaymentIntent> orphans_;
};

} // namespace ocp::order
