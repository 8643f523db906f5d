#include "account/business/choose_language.h"

#include "account/model/account_store.h"
#include "base/result.h"

namespace ocp::account {

void choose_language(db::Database& database, UserId user, Language language, Instant at)
{
    (void)database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        save_language(tx, user, language, at);
        return {};
    });
}

} // namespace ocp::account
