#pragma once

#include "account/model/saved_address.h"
#include "account/model/user.h"
#include "base/clock.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::account {

/// What the account's own pages show beside name and e-mail.
struct Profile {
    bool has_password;
    Language language;
    std::string mail_steps; ///< words with spaces between
    Instant created_at;
};
std::optional<Profile> find_profile(db::Reader const&, UserId);

struct Identity {
    std::string firstname, lastname;
    std::string phone; ///< E.164 or ""
};
/// These save nothing of who was erased meanwhile.
void save_identity(db::Transaction&, UserId, Identity const&, Instant at);
void save_mail_steps(db::Transaction&, UserId, std::string_view steps, Instant at);

/// False when the person has no such address.
bool make_default_address(db::Transaction&, UserId, AddressId, Instant at);
/// Takes the address from the person; it goes altogether when nobody else and no order has it. False when the
/// person has no such address.
bool remove_address(db::Transaction&, UserId, AddressId);

/// A login session as its owner sees it.
struct OwnSession {
    SessionId id;
    std::string device; ///< User-Agent
    Instant created_at, expires_at;
};
/// The youngest first, 50 at a time: those that began before that one.
std::vector<OwnSession> sessions_of(db::Reader const&, UserId, Instant at, std::optional<SessionId> before);
/// False when it is another person's, or over.
bool end_session_of(db::Transaction&, UserId, SessionId);

} // namespace ocp::account
