#pragma once

#include "account/model/user.h"
#include "base/clock.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::account {

struct NewSession {
    std::string token_hash;
    std::string csrf_secret;
    std::optional<UserId> user;
    std::optional<CartId> cart;
    std::string device;
    Instant expires_at;
};
SessionId add_session(db::Transaction&, NewSession const&, Instant at);
void end_session(db::Transaction&, SessionId);
void end_sessions_of(db::Transaction&, UserId, std::optional<SessionId> but);
std::vector<HeldRole> roles_of(db::Reader const&, UserId);
std::vector<HeldRole> roles_of_session(db::Reader const&, SessionId);
void set_cart(db::Transaction&, SessionId, CartId);

/// Removes sessions that were over at `now`, `limit` at most; answers how many.
std::int64_t remove_expired_sessions(db::Transaction&, Instant now, std::int64_t limit);

/// Session, person, roles and cart in one round trip. Nothing when unknown or over.
std::optional<Visitor> find_visitor(db::Reader const&, std::string_view token_hash, Instant at);

} // namespace ocp::account
