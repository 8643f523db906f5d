#pragma once

#include "account/model/user.h"
#include "base/clock.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::account {

/// What a link depends on: it is dead as soon as any of it has changed.
struct LinkHolder {
    User user;
    std::string password_hash; ///< "" without one
    bool blocked; ///< closed by an administrator
};
std::optional<LinkHolder> find_link_holder(db::Reader const&, UserId);

struct NewLink {
    std::string_view kind;
    std::string hash; ///< of the token, which nobody keeps
    UserId user;
    std::int64_t mail; ///< in which it goes out
    Instant expires_at;
};
/// Nothing happens when the same link is there already.
void add_link(db::Transaction&, NewLink const&, Instant at);

struct FoundLink {
    std::int64_t id;
    std::string kind;
    UserId user;
    std::int64_t mail;
    std::string address; ///< to which the mail went
};
/// Nothing when it is unknown, used or over.
std::optional<FoundLink> find_link(db::Reader const&, std::string_view hash, Instant at);
/// False when somebody was faster.
bool use_link(db::Transaction&, std::int64_t id, Instant at);

} // namespace ocp::account
