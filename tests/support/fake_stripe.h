#pragma once

#include "clients/stripe/stripe.h"
#include "tests/support/fixed_clock.h"
#include "tests/support/power_cut.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ocp::test {

/// Stripe in this process: remembers sessions, payments and refunds, replays keys, and fails as it is told.
/// For one thread at a time.
class FakeStripe : public stripe::Stripe {
public:
    explicit FakeStripe(Clock const& clock)
        : clock_{clock}
    {
    }

    stripe::Answer<stripe::Session> create_session(stripe::NewSession const&, stripe::Patience) override;
    stripe::Answer<stripe::Session> session(std::string const& id, stripe::Patience) override;
    stripe::Answer<stripe::Page<stripe::Session>> sessions_of(
        std::string const& intent, stripe::Patience) override;
    stripe::Answer<stripe::Session> expire_session(std::string const& id, stripe::Patience) override;
    stripe::Answer<stripe::Refund> create_refund(stripe::NewRefund const&, stripe::Patience) override;
    stripe::Answer<stripe::Page<stripe::Refund>> refunds_of(
        std::string const& intent, stripe::Patience) override;
    stripe::Answer<stripe::Page<stripe::PaymentIntent>> payment_intents_since(
        Instant created, std::string const& after, stripe::Patience) override;
    stripe::Answer<stripe::Page<stripe::WebhookEndpoint>> webhook_endpoints(stripe::Patience) override;

    /// The customer pays on that page; false when nobody can any more.
    bool pay(std::string const& session);
    /// The time of that page is over.
    void expire(std::string const& session);
    /// What of a payment has not gone back.
    Money left_of(std::string const& intent) const;
    /// A refund made by hand at Stripe, or one that the card's bank sends back.
    std::string refund_by_hand(std::string const& intent, Money);
    /// A payment that no session of ours led to: another program's, or one of a database that is lost. Its
    /// id.
    std::string pay_elsewhere(Money, stripe::Metadata = {});
    /// Another sum than was asked for; nothing: as if it had never been there.
    void change_received(std::string const& session, std::optional<Money>);
    /// It has never heard of that refund.
    void forget_refund(std::string const& id);
    void fail_refund(std::string const& id);
    /// One that had failed arrives after all.
    void mend_refund(std::string const& id);
    std::string refund_of(std::string const& intent) const; ///< id of the last one, "" without

    enum class Manner {
        Fine,
        Away, ///< not reached
        Silent, ///< acts, and its answer is lost
        Broken, ///< 500, and nothing was done
        Busy, ///< 429
        Shut, ///< 401
        Refusing, ///< 400, whatever is asked
    };
    /// So many payments on a page of a list.
    std::size_t page_size = 100;
    /// As after a day.
    void forget_keys() { refund_of_key_.clear(); }
    /// What the next calls do, one each; afterwards all is fine.
    void answer_next(std::deque<Manner> manners) { manners_ = std::move(manners); }
    void answer_all(Manner manner) { always_ = manner; }

    struct Sums {
        Money received, refunded;
        int payments = 0;
    };
    Sums sums() const;
    std::vector<std::string> session_ids() const;
    std::size_t calls = 0;
    PowerCut* power = nullptr; ///< may end the program before and after each call acts

private:
    struct Kept {
        stripe::Session session;
        Instant created_at, expires_at;
    };
    void point();
    template <class T, class Act>
    stripe::Answer<T> exchange(Act act);
    void settle_time();
    void set_status(std::string const& refund, stripe::Refund::Status);
    std::vector<stripe::PaymentIntent> newest_intents();

    Clock const& clock_;
    std::map<std::string, Kept> sessions_;
    std::map<std::string, std::string> session_of_key_;
    std::map<std::string, std::vector<stripe::Refund>> refunds_; ///< by payment
    std::map<std::string, std::string> refund_of_key_;
    std::deque<Manner> manners_;
    Manner always_ = Manner::Fine;
    int made_ = 0;
};

} // namespace ocp::test
