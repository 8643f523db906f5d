#include "account/business/erase_account.h"

#include "account/model/account_store.h"
#include "account/model/session_store.h"
#include "mail/business/write_mail.h"

namespace ocp::account {

void erase_account(db::Transaction& tx, UserId user, Instant at)
{
    lock_user(tx, user); // what is being saved of them is there before it goes, and nothing comes after
    end_sessions_of(tx, user, std::nullopt);
    auto const person = find_user(tx, user);
    mail::forget_mails_of(tx, user, person ? person->email : "");
    erase_user(tx, user, at);
}

} // namespace ocp::account
