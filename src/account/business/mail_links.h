#pragma once

#include "account/business/sign_in.h"
#include "mail/model/mail.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::account {

/// What a link sent by mail is good for.
enum class Link { Reset, SignIn, NewEmail };
std::string_view kind_of(Link); ///< of the mail: "account.reset"
std::optional<Link> link_of(std::string_view kind);

inline constexpr std::chrono::hours link_life{1};

struct LinkRequest {
    Link link; ///< Reset or SignIn
    std::string email; ///< as typed
    std::string address; ///< of the client
    Instant at;
};
/// Has a link sent to whoever has that e-mail, if anybody has (spec §4 Forgotten password). Does the same,
/// in the same time, whether there is an account or not: that is looked up when the letter is written, and
/// nobody waits for that. TooManyRequests after three in an hour for one e-mail, or ten from one client;
/// EmailInvalid.
Result<void> ask_for_link(SignInTools const&, LinkRequest const&);

/// For who writes the letter: the link's token, the same whenever it is asked for; nothing when nobody has
/// that e-mail, or the account is closed, or another one has the new address already.
struct OpenedLink {
    User user;
    std::string token;
};
std::optional<OpenedLink> open_link(SignInTools const&, mail::Mail const&, Instant at);

/// Whose link it is; nothing when it is unknown, used, older than an hour, of another kind, or when password
/// or e-mail changed since it was sent.
struct LinkOwner {
    std::int64_t link;
    User user;
    std::string address; ///< to which it was sent
};
std::optional<LinkOwner> behind_link(
    db::Reader const&, std::string const& link_key, Link, std::string_view token, Instant at);

/// Signs in who followed the link; LinkOver when it holds no more.
Result<SignedIn> sign_in_by_link(SignInTools const&, std::string_view token, SignInRequest const& client);

/// Writes to the person that something of the account was changed ("account.password_changed"). Part of the
/// deed that changes it.
void tell_of_change(db::Transaction&, std::string kind, User const&, Instant at);

struct NewPassword {
    std::string password, confirmation;
};
/// Sets the password, ends all login sessions of the account, and signs in. LinkOver, or what the password
/// rules say. Slow (argon2).
Result<SignedIn> reset_password(
    SignInTools const&, std::string_view token, NewPassword const&, SignInRequest const& client);

/// The account's e-mail becomes the one to which the link was sent; the old one is told, other sessions end.
/// LinkOver, EmailTaken. `own`: of the account that the link must be of.
Result<void> confirm_email(SignInTools const&, std::string_view token, Visitor const& own, Instant at);

} // namespace ocp::account
