#pragma once

#include "account/business/login_session.h"
#include "base/result.h"

#include <functional>
#include <string>

namespace ocp::account {

/// What is done with a visitor's cart when the visitor turns out to be this person; in the same transaction.
using AdoptCart = std::function<void(db::Transaction&, CartId, UserId, Instant)>;

struct SignInRequest {
    std::string email; ///< as typed
    std::string password;
    std::string address; ///< of the client
    std::string device_cookie; ///< signed at an earlier success, or ""
    std::string device; ///< User-Agent
    Visitor visitor; ///< whose session ends and whose cart is kept
    Instant at;
};

struct SignedIn {
    OpenedSession session;
    User user;
    std::vector<HeldRole> roles;
    std::string device_cookie; ///< lets this device sign in when strangers got the account blocked
};

/// What signing in uses of the outside.
struct SignInTools {
    db::Database& database;
    RandomSource& random;
    std::string device_key; ///< signs the device cookie
    AdoptCart adopt_cart;
    std::string link_key{}; ///< signs the links sent by mail
    bool limits_clients = true; ///< RATE_LIMITS: by address; the blocks of accounts hold always
};

/// A password that was right when it was looked at.
struct ProvenPassword {
    UserId user;
    std::string hash;
};

/// The end of every way in: the visitor's session ends, the cart is kept, a new session begins. Part of a
/// deed that has made sure who it is.
SignedIn let_in(db::Transaction&, SignInTools const&, SignInRequest const& client, User const&);

/// Signs a person in (spec §4 Authentication).
///
/// WrongCredentials for an unknown e-mail and a wrong password alike, after the same work. The third wrong
/// try in a row blocks the pair (account, client) for five minutes: AccountBlocked, the right password
/// included, and the tenth of all strangers blocks every stranger. A device that signed in before is a client
/// of its own, so strangers cannot lock a shop's tablet out. TooManyRequests for an address from which many
/// passwords were wrong, of whatever accounts (limit_clients.h). A password that is changed while it is
/// looked at is a wrong one. Slow (argon2).
Result<SignedIn> sign_in(SignInTools const&, SignInRequest const&);

/// The password when it is that account's, with the same counts of tries: WrongPassword, AccountBlocked.
/// `email` in lower case. Slow (argon2).
Result<ProvenPassword> is_own_password(SignInTools const&, SignInRequest const&);

} // namespace ocp::account
