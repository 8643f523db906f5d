#include "account/business/register_account.h"

#include "account/business/password_rules.h"
#include "account/model/account_store.h"
#include "account/model/session_store.h"
#include "base/text.h"
#include "platform/secrets/secrets.h"

namespace ocp::account {

namespace {

/// An e-mail address has a symbol and often a digit, but is no secret.
Result<void> check_password_of(Registration const& form)
{
    TRY(check_password(form.password, form.confirmation));
    if (text::lower_ascii(form.password) == text::lower_ascii(text::trimmed(form.email)))
        return No{Refusal::PasswordIsEmail};
    return {};
}

} // namespace

std::vector<FieldFault> faults_of(Registration const& form)
{
    std::vector<FieldFault> faults;
    if (text::trimmed(form.firstname).empty() || text::length(form.firstname) > 80)
        faults.emplace_back("firstname", Refusal::FirstnameMissing);
    if (text::trimmed(form.lastname).empty() || text::length(form.lastname) > 80)
        faults.emplace_back("lastname", Refusal::LastnameMissing);
    if (!plausible_email(text::trimmed(form.email))) faults.emplace_back("email", Refusal::EmailInvalid);
    if (auto const password = check_password_of(form); !password)
        faults.emplace_back(
            password.error() == Refusal::PasswordsDiffer ? "confirmation" : "password", password.error());
    return faults;
}

Result<SignedIn> register_account(
    SignInTools const& tools, Registration const& form, SignInRequest const& client)
{
    auto const hash = secrets::hash_password(form.password);
    auto const email = text::lower_ascii(text::trimmed(form.email));
    try {
        return tools.database.in_transaction([&](db::Transaction& tx) -> Result<SignedIn> {
            auto const user = add_user(tx,
                {std::string{text::trimmed(form.firstname)}, std::string{text::trimmed(form.lastname)}, email,
                    "", hash, client.visitor.language},
                client.at);
            if (client.visitor.session) end_session(tx, *client.visitor.session);
            if (client.visitor.cart && !client.visitor.user)
                tools.adopt_cart(tx, *client.visitor.cart, user, client.at);
            auto session = open_session(tx, tools.random, user, std::nullopt, {}, client.device, client.at);
            return SignedIn{std::move(session), *find_user(tx, user), {},
                secrets::sign(tools.device_key, "device " + email)};
        });
    } catch (db::UniqueViolation const&) {
        return No{Refusal::EmailTaken};
    }
}

Result<UserId> open_account(db::Transaction& tx, std::string const& firstname, std::string const& lastname,
    std::string const& email, std::string const& phone, Language language, Instant at)
{
    if (find_credentials(tx, email)) return No{Refusal::EmailKnown};
    return add_user(tx, {firstname, lastname, email, phone, std::nullopt, language}, at);
}

} // namespace ocp::account
