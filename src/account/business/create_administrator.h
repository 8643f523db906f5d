#pragma once

#include "account/business/register_account.h"

namespace ocp::account {

/// An account with the group's administrator role, made from the terminal. Refused as a registration is
/// (EmailTaken, EmailInvalid, the password rules). Slow (argon2).
Result<UserId> create_administrator(db::Database&, Registration const&, Instant at);

} // namespace ocp::account
