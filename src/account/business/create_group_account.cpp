#include "account/business/create_group_account.h"

#include "account/model/account_store.h"
#include "base/check.h"
#include "base/text.h"
#include "platform/secrets/secrets.h"

namespace ocp::account {

Result<UserId> create_group_account(db::Database& database, Registration const& form, Role role, Instant at)
{
    OCP_CHECK(role == Role::Administrator || role == Role::Operator);
    if (auto const faults = faults_of(form); !faults.empty()) return No{faults.front().second};
    auto const email = text::lower_ascii(text::trimmed(form.email));
    auto const hash = secrets::hash_password(form.password);
    try {
        return database.in_transaction([&](db::Transaction& tx) -> Result<UserId> {
            auto const user = add_user(tx, {form.firstname, form.lastname, email, "", hash}, at);
            add_role(tx, user, role, std::nullopt, at);
            return user;
        });
    } catch (db::UniqueViolation const&) {
        return No{Refusal::EmailTaken};
    }
}

} // namespace ocp::account
