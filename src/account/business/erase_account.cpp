#include "account/business/erase_account.h"

#include "account/model/account_store.h"
#include "account/model/session_store.h"

namespace ocp::account {

void erase_account(db::Transaction& tx, UserId user, Instant at)
{
    end_sessions_of(tx, user, std::nullopt);
    erase_user(tx, user, at);
}

} // namespace ocp::account
