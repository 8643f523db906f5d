#include "order/business/reconcile.h"

#include "order/business/compare_payment.h"
#include "payment/business/look_back.h"
#include "payment/business/number_lines.h"

#include <algorithm>
#include <limits>

namespace ocp::order {

namespace {

using What = Difference::What;
using payment::Attempt;
using payment::Refund;

// Longer than any session lives.
constexpr auto open_too_long = std::chrono::hours{2};
// Clocks of two companies.
constexpr auto margin = std::chrono::minutes{5};
// A card's bank may take so long to send a refund back.
constexpr auto refunds_watched = std::chrono::hours{24 * 40};

/// One after another, from the newest to those of `since`.
template <class One, class Next, class Look>
void for_each_since(Instant since, Next next, Instant(time_of)(One const&), Look look)
{
    decltype(One::id) before{std::numeric_limits<std::int64_t>::max()};
    for (auto portion = next(before); !portion.empty(); portion = next(before))
        for (auto const& one : portion) {
            if (time_of(one) < since) return;
            look(one);
            before = one.id;
        }
}

class Review {
public:
    Review(OrderDesk const& desk, Clock const& clock, ReconcileOptions const& options)
        : desk_{desk}
        , options_{options}
        , begun_{clock.now()}
        , since_{begun_ - options.back}
        , compare_{desk, clock, options, report_}
    {
    }

    Reconciliation run()
    {
        try {
            number_the_ledger();
            do_what_was_given_up();
            theirs_against_ours();
            compare_.see_to_orphans();
            ours_against_theirs();
            see_to_refunds();
        } catch (Unanswered const& unanswered) {
            report_.trouble = unanswered.trouble;
        }
        return std::move(report_);
    }

private:
    void number_the_ledger()
    {
        std::int64_t lines = 0;
        desk_.database.in_transaction([&](db::Transaction& tx) {
            lines = payment::number_lines(tx);
            return true;
        });
        if (lines > 0) report_.differences.push_back({.what = What::NoNumber, .count = lines});
    }

    void do_what_was_given_up()
    {
        auto const tasks = desk_.database.read(
            [&](db::Reader const& reader) { return payment::given_up_since(reader, since_); });
        for (auto const& task : tasks)
            compare_.do_after_all(task);
    }

    void theirs_against_ours()
    {
        std::string after;
        for (;;) {
            auto const page = compare_.ask([&] {
                return desk_.stripe->payment_intents_since(since_, after, stripe::Patience::Background);
            });
            for (auto const& intent : page.items)
                compare_.theirs(intent);
            if (!page.has_more || page.items.empty()) return;
            after = page.items.back().id;
        }
    }

    void ours_against_theirs()
    {
        auto const next = [&](AttemptId before) {
            return desk_.database.read(
                [&](db::Reader const& reader) { return payment::earlier_attempts(reader, before); });
        };
        for_each_since<Attempt>(
            since_ + margin, next, [](Attempt const& attempt) { return attempt.created_at; },
            [&](Attempt const& attempt) {
                if (attempt.state == Attempt::State::Paid) compare_.ours(attempt);
                auto const may_be_paid
                    = attempt.state == Attempt::State::Open || attempt.state == Attempt::State::Created;
                if (may_be_paid && attempt.created_at < begun_ - open_too_long) compare_.close(attempt);
            });
    }

    void see_to_refunds()
    {
        auto const next = [&](RefundId before) {
            return desk_.database.read(
                [&](db::Reader const& reader) { return payment::earlier_refunds(reader, before); });
        };
        for_each_since<Refund>(
            std::min(since_, begun_ - refunds_watched), next,
            [](Refund const& refund) { return refund.asked_at; },
            [&](Refund const& refund) {
                compare_.refund(refund, refund.asked_at >= since_ ? RefundAge::InQuestion : RefundAge::Old);
            });
    }

    OrderDesk const& desk_;
    ReconcileOptions const& options_;
    Instant const begun_, since_;
    Reconciliation report_;
    PaymentComparison compare_;
};

} // namespace

bool Reconciliation::is_clean() const
{
    return !trouble
        && std::none_of(differences.begin(), differences.end(), [](auto const& one) { return one.remains; });
}

Reconciliation reconcile(OrderDesk const& desk, Clock const& clock, ReconcileOptions const& options)
{
    return Review{desk, clock, options}.run();
}

} // namespace ocp::order
