#pragma once

#include "account/business/register_account.h"
#include "account/model/user.h"

namespace ocp::account {

/// An account with a role in the whole group, administrator or operator, made from the terminal. Refused as a
/// registration is (EmailTaken, EmailInvalid, the password rules). Slow (argon2).
Result<UserId> create_group_account(db::Database&, Registration const&, Role, Instant at);

} // namespace ocp::account
