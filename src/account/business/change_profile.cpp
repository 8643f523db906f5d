#include "account/business/change_profile.h"

#include "account/business/password_rules.h"
#include "account/model/account_store.h"
#include "account/model/session_store.h"
#include "base/text.h"
#include "mail/business/write_mail.h"
#include "platform/secrets/secrets.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::account {

namespace {

constexpr int new_emails_in_an_hour = 3;

bool has_password(SignInTools const& tools, UserId user)
{
    auto const profile
        = tools.database.read([&](db::Reader const& reader) { return find_profile(reader, user); });
    return profile && profile->has_password;
}

SignInRequest of_account(User const& user, SignInRequest const& client)
{
    auto request = client;
    request.email = user.email;
    return request;
}

} // namespace

std::optional<Profile> own_profile(db::Reader const& reader, UserId user)
{
    return find_profile(reader, user);
}

Result<void> prove_password(SignInTools const& tools, User const& user, SignInRequest const& client)
{
    if (!has_password(tools, user.id)) return {};
    TRY(is_own_password(tools, of_account(user, client)));
    return {};
}

std::vector<FieldFault> faults_of(NewIdentity const& typed)
{
    std::vector<FieldFault> faults;
    if (typed.firstname.empty() || text::length(typed.firstname) > 80)
        faults.emplace_back("firstname", Refusal::FirstnameMissing);
    if (typed.lastname.empty() || text::length(typed.lastname) > 80)
        faults.emplace_back("lastname", Refusal::LastnameMissing);
    if (!typed.phone.empty() && !phone_from(typed.phone)) faults.emplace_back("phone", Refusal::PhoneInvalid);
    return faults;
}

Result<void> change_identity(
    SignInTools const& tools, User const& user, NewIdentity const& typed, SignInRequest const& client)
{
    std::string phone;
    if (!typed.phone.empty()) {
        TRY_LET(phone, phone_from(typed.phone));
    }
    if (phone != user.phone) TRY(prove_password(tools, user, client));
    tools.database.in_transaction([&](db::Transaction& tx) {
        save_identity(tx, user.id, {typed.firstname, typed.lastname, phone}, client.at);
        return true;
    });
    return {};
}

void choose_mails(db::Database& database, UserId user, std::vector<std::string_view> const& slugs, Instant at)
{
    std::string steps;
    for (auto const& step : mail_steps)
        if (std::find(slugs.begin(), slugs.end(), step.slug) != slugs.end())
            steps += fmt::format("{}{}", steps.empty() ? "" : " ", step.slug);
    database.in_transaction([&](db::Transaction& tx) {
        save_mail_steps(tx, user, steps, at);
        return true;
    });
}

Result<SignedIn> change_password(
    SignInTools const& tools, User const& user, NewPassword const& typed, SignInRequest const& client)
{
    if (!has_password(tools, user.id)) return No{Refusal::WrongPassword};
    TRY(check_password_for(user.email, typed.password, typed.confirmation));
    TRY_LET(auto const proven, is_own_password(tools, of_account(user, client)));
    auto const hash = secrets::hash_password(typed.password);
    return tools.database.in_transaction([&](db::Transaction& tx) -> Result<SignedIn> {
        // Not over one that was chosen by mail meanwhile.
        if (!lock_user_with_password(tx, user.id, proven.hash)) return No{Refusal::WrongPassword};
        save_password(tx, user.id, hash, client.at);
        end_sessions_of(tx, user.id, std::nullopt);
        tell_of_change(tx, "account.password_changed", user, client.at);
        return let_in(tx, tools, client, user);
    });
}

Result<void> ask_new_email(
    SignInTools const& tools, User const& user, std::string_view typed, SignInRequest const& client)
{
    using namespace std::chrono_literals;
    auto const email = text::lower_ascii(text::trimmed(typed));
    if (!plausible_email(email) || email == user.email) return No{Refusal::EmailInvalid};
    if (!has_password(tools, user.id)) return No{Refusal::WrongPassword};
    TRY(prove_password(tools, user, client));
    auto const allowed = tools.database.in_transaction([&](db::Transaction& tx) -> std::optional<bool> {
        if (!count_try(tx, secrets::fingerprint(fmt::format("new e-mail {}", user.id.value())),
                secrets::fingerprint("links"), new_emails_in_an_hour, 1h, 1h, client.at))
            return false;
        mail::write_mail(tx,
            {std::string{kind_of(Link::NewEmail)}, user.id, email, user.language, std::nullopt, link_life},
            client.at);
        return true;
    });
    return allowed.value_or(false) ? Result<void>{} : No{Refusal::TooManyRequests};
}

std::vector<OwnSession> own_sessions(
    db::Reader const& reader, UserId user, Instant at, std::optional<SessionId> before)
{
    return sessions_of(reader, user, at, before);
}

Result<void> end_own_session(db::Database& database, UserId user, SessionId session)
{
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        if (!end_session_of(tx, user, session)) return No{Refusal::UnknownThing};
        return {};
    });
}

void end_other_sessions(db::Database& database, UserId user, SessionId but)
{
    database.in_transaction([&](db::Transaction& tx) {
        end_sessions_of(tx, user, but);
        return true;
    });
}

} // namespace ocp::account
