#pragma once

#include "account/model/user.h"
#include "base/clock.h"
#include "base/random.h"
#include "platform/db/database.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ocp::account {

/// A session just opened: the token goes into the cookie and nowhere else; the database keeps its
/// fingerprint.
struct OpenedSession {
    SessionId id;
    std::string token;
    std::chrono::seconds lifetime;
};

/// Opens a session, always with a fresh token. Staff sessions last a shift, customers' and visitors' 30 days.
OpenedSession open_session(db::Transaction&, RandomSource&, std::optional<UserId>, std::optional<CartId>,
    std::vector<HeldRole> const& roles, std::string_view device, Instant at);

/// Who stands behind the cookie's token; nobody when it is unknown, over, or the account is blocked.
Visitor visitor_behind(db::Reader const&, std::string_view token, Instant at);

/// What the session's person may do now; nothing once the session or the person's account is closed.
std::vector<HeldRole> roles_behind(db::Reader const&, SessionId);

/// Remembers a visitor's cart in the session.
void give_cart(db::Transaction&, SessionId, CartId);

void sign_out(db::Database&, SessionId);

} // namespace ocp::account
