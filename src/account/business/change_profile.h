#pragma once

#include "account/business/mail_links.h"
#include "account/business/register_account.h"
#include "account/model/mail_step.h"
#include "account/model/profile_store.h"

#include <string>
#include <vector>

namespace ocp::account {

/// What the person's own pages show.
std::optional<Profile> own_profile(db::Reader const&, UserId);

/// The person's own password again, before what a stranger at an open screen must not do (reliability.md §4,
/// Login sessions). Tries are counted with those of signing in: WrongPassword, AccountBlocked. Nothing is
/// asked of who has none: they came by a link of their mail. `client`: with the password as typed. Slow.
Result<void> prove_password(SignInTools const&, User const&, SignInRequest const& client);

struct NewIdentity {
    std::string firstname, lastname, phone; ///< as typed
};
/// Every faulty field, in the order of the form.
std::vector<FieldFault> faults_of(NewIdentity const&);
/// Another telephone number wants the password (prove_password). Slow then.
Result<void> change_identity(
    SignInTools const&, User const&, NewIdentity const&, SignInRequest const& client);

/// The steps of which the person wants mails; unknown words are left out.
void choose_mails(db::Database&, UserId, std::vector<std::string_view> const& slugs, Instant at);

/// Ends every login session of the account and begins a new one. WrongPassword for who has none: they choose
/// one by mail. Slow.
Result<SignedIn> change_password(
    SignInTools const&, User const&, NewPassword const&, SignInRequest const& client);

/// Has a link sent to the new address, which holds from when it is followed (confirm_email). Says the same
/// when another account has it; then nothing is sent. WrongPassword, EmailInvalid, TooManyRequests. Slow.
Result<void> ask_new_email(
    SignInTools const&, User const&, std::string_view typed, SignInRequest const& client);

/// The person's login sessions, the youngest first, 50 at a time: those that began before that one.
std::vector<OwnSession> own_sessions(
    db::Reader const&, UserId, Instant at, std::optional<SessionId> before = {});
/// UnknownThing when it is another person's.
Result<void> end_own_session(db::Database&, UserId, SessionId);
void end_other_sessions(db::Database&, UserId, SessionId but);

} // namespace ocp::account
