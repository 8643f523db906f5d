#pragma once

#include "base/money.h"

#include <cstdint>
#include <deque>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

/// What our stand-in for Stripe remembers: sessions, the payments behind them, refunds (integrations.md §2).
namespace ocp::bank {

inline constexpr char const* api_version = "2020-08-27";

using Metadata = std::map<std::string, std::string>;
using UnixTime = std::int64_t; ///< whole seconds, as Stripe says times

enum class SessionStatus { Open, Complete, Expired };
enum class IntentStatus { RequiresPaymentMethod, RequiresAction, Succeeded, Canceled };
enum class RefundStatus { Pending, Succeeded, Failed };

struct Line {
    std::string name;
    Money unit_amount;
    std::int64_t quantity = 1;
};

/// A page on which one sum is paid.
struct Session {
    std::string id;
    SessionStatus status = SessionStatus::Open;
    UnixTime created = 0, expires_at = 0;
    Money total;
    std::vector<Line> lines;
    std::string success_url, cancel_url, client_reference_id, customer_email, locale, submit_type;
    std::string customer_creation = "always"; ///< this version's default
    std::string customer; ///< made when it is paid, unless `if_required`
    Metadata metadata;
    std::string payment_intent;
    std::string paid_by; ///< the form that paid: sent twice, it is one payment
};

/// One try with a card.
struct Charge {
    std::string id, payment_method, last4;
    UnixTime created = 0;
    Money refunded;
    bool is_paid = false;
    bool is_authenticated = false; ///< by 3-D Secure
    std::string balance_transaction;
};

/// What came of the last try, when it was refused.
struct Decline {
    std::string code, decline_code, message, charge;
};

struct Intent {
    std::string id, client_secret, session;
    IntentStatus status = IntentStatus::RequiresPaymentMethod;
    UnixTime created = 0, canceled_at = 0;
    Money amount;
    Metadata metadata;
    std::string payment_method, customer;
    std::vector<Charge> charges; ///< the latest last; only the last one can be paid
    Decline last_decline;
};

struct Refund {
    std::string id, payment_intent, charge, balance_transaction, reason, failure_reason;
    RefundStatus status = RefundStatus::Succeeded;
    UnixTime created = 0;
    Money amount;
    Metadata metadata;
};

/// All of it, the oldest first in each list.
struct Holdings {
    std::deque<Session> sessions;
    std::deque<Intent> intents;
    std::deque<Refund> refunds;
};

/// For the file that outlives the program (keep_state.h).
void to_json(nlohmann::json&, Holdings const&);
void from_json(nlohmann::json const&, Holdings&);

/// The words of Stripe's for it: "open", "requires_action"...
std::string word_of(SessionStatus);
std::string word_of(IntentStatus);
std::string word_of(RefundStatus);

} // namespace ocp::bank
