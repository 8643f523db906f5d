#include "account/business/register_account.h"

#include "account/business/limit_clients.h"
#include "account/business/password_rules.h"
#include "account/model/account_store.h"
#include "base/text.h"
#include "platform/secrets/secrets.h"

namespace ocp::account {

Result<void> check_password_for(
    std::string_view email, std::string_view password, std::string_view confirmation)
{
    TRY(check_password(password, confirmation));
    if (text::lower_ascii(password) == text::lower_ascii(text::trimmed(email)))
        return No{Refusal::PasswordIsEmail};
    return {};
}

std::vector<FieldFault> faults_of(Registration const& form)
{
    std::vector<FieldFault> faults;
    if (text::trimmed(form.firstname).empty() || text::length(form.firstname) > 80)
        faults.emplace_back("firstname", Refusal::FirstnameMissing);
    if (text::trimmed(form.lastname).empty() || text::length(form.lastname) > 80)
        faults.emplace_back("lastname", Refusal::LastnameMissing);
    if (!plausible_email(text::trimmed(form.email))) faults.emplace_back("email", Refusal::EmailInvalid);
    if (auto const password = check_password_for(form.email, form.password, form.confirmation); !password)
        faults.emplace_back(
            password.error() == Refusal::PasswordsDiffer ? "confirmation" : "password", password.error());
    return faults;
}

Result<SignedIn> register_account(
    SignInTools const& tools, Registration const& form, SignInRequest const& client)
{
    // Counted by itself, and before the hash: also what is answered with "taken" (reliability.md §5).
    auto const counted = tools.database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        if (tools.limits_clients && !count_client(tx, Limited::Registration, client.address, client.at))
            return No{Refusal::TooManyRequests};
        return {};
    });
    TRY(counted);
    auto const hash = secrets::hash_password(form.password);
    auto const email = text::lower_ascii(text::trimmed(form.email));
    try {
        return tools.database.in_transaction([&](db::Transaction& tx) -> Result<SignedIn> {
            auto const user = add_user(tx,
                {std::string{text::trimmed(form.firstname)}, std::string{text::trimmed(form.lastname)}, email,
                    "", hash, client.visitor.language},
                client.at);
            return let_in(tx, tools, client, *find_user(tx, user));
        });
    } catch (db::UniqueViolation const&) {
        return No{Refusal::EmailTaken};
    }
}

UserId account_behind(db::Transaction& tx, std::string const& firstname, std::string const& lastname,
    std::string const& email, std::string const& phone, Language language, Instant at)
{
    if (auto const known = find_credentials(tx, email)) return known->user;
    return add_user(tx, {firstname, lastname, email, phone, std::nullopt, language}, at);
}

} // namespace ocp::account
