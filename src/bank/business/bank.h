#pragma once

#include "bank/business/bracket_form.h"
#include "bank/business/event_queue.h"
#include "bank/model/books.h"
#include "bank/model/cards.h"
#include "bank/model/fault.h"
#include "bank/model/objects.h"
#include "base/clock.h"
#include "base/random.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace ocp::bank {

/// One call of the interface, its key checked.
struct Call {
    BracketForm form; ///< of the body, or of the query
    std::string id; ///< of what the path names
    std::string request_id, idempotency_key;
};

/// The stand-in for Stripe: what it holds and everything that may be done with it. Each deed is whole or
/// nothing, and safe from any thread.
class Bank {
public:
    struct Options {
        std::string public_url; ///< where the pages of payment are; no slash at the end
        std::string webhook_url;
    };
    Bank(Options, Clock const&, RandomSource&, EventQueue&, Holdings kept);

    // The interface.
    Outcome create_session(Call const&);
    Outcome read_session(Call const&);
    Outcome list_sessions(Call const&);
    Outcome expire_session(Call const&);
    Outcome create_refund(Call const&);
    Outcome read_refund(Call const&);
    Outcome list_refunds(Call const&);
    Outcome read_payment_intent(Call const&);
    Outcome list_payment_intents(Call const&);
    Outcome list_webhook_endpoints(Call const&);

    // What the customer does on the page of a session.
    std::optional<Session> session(std::string const& id);
    struct Try {
        std::string card; ///< as typed
        std::string email; ///< asked for when the merchant has named none
        std::string form; ///< one for each page shown: sent twice, it pays once
    };
    enum class Paid {
        Done, ///< or done before by this very form
        Declined,
        AsksForThreeDSecure,
        NoSuchCard,
        NoEmail,
        DoneBefore, ///< by another page
        Expired,
        NoSuchSession,
        NothingToAnswer, ///< no 3-D Secure is under way
    };
    Paid pay(std::string const& session, Try const&);
    enum class Verdict { Accepted, Refused, Abandoned };
    /// Of 3-D Secure. Abandoned, another card may be tried.
    Paid authenticate(std::string const& session, std::string const& form, Verdict);

    // What only a stand-in lets somebody do.
    void keep_refunds_pending(bool pending) { keeps_refunds_pending_ = pending; }
    /// How many pending refunds were settled; `id`: one of them, or "" for all.
    std::size_t settle_refunds(std::string const& id, RefundStatus);
    /// As when its time is over. False when it is not open.
    bool let_expire(std::string const& session);
    /// Every payment with what it received and what was given back, and both sums.
    json ledger() const;

    /// Ends the sessions whose time is over; to be called every now and then.
    void tick();
    Holdings holdings() const;
    /// Grows with every change.
    std::uint64_t changes() const { return changes_; }

private:
    using Lock = std::lock_guard<std::mutex>;

    // With the lock held.
    UnixTime now() const;
    std::string url_of(Session const&) const;
    json object(Session const&);
    json object(Intent const&) const;
    void announce(std::string_view type, json object, Call const* = nullptr, json before = nullptr);
    void expire(Session&, Call const* = nullptr);
    void complete(Session&, Intent&, std::string const& form);
    void decline(Intent&, std::string code, std::string decline_code, std::string message);
    Charge& add_charge(Intent&, bool is_paid);
    std::optional<Paid> why_not_payable(Session const*, std::string const& form);
    void changed() { ++changes_; }

    Options const options_;
    Clock const& clock_;
    RandomSource& random_;
    EventQueue& events_;
    UnixTime const opened_;
    mutable std::mutex mutex_;
    Books books_;
    std::atomic<bool> keeps_refunds_pending_{false};
    std::atomic<std::uint64_t> changes_{0};
};

} // namespace ocp::bank
