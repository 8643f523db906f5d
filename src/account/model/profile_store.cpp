#include "account/model/profile_store.h"

#include <limits>

namespace ocp::account {

std::optional<Profile> find_profile(db::Reader const& reader, UserId user)
{
    auto const row = reader.row<bool, std::string, std::string, Instant>(R"sql(
        SELECT CASE WHEN password IS NULL THEN 0 ELSE 1 END, locale, mail_steps, created_at
        FROM users WHERE id = :user)sql",
        {{"user", user}});
    if (!row) return std::nullopt;
    auto const& [has_password, language, steps, created] = *row;
    return Profile{has_password, language_called(language).value_or(Language::French), steps, created};
}

void save_identity(db::Transaction& tx, UserId user, Identity const& identity, Instant at)
{
    auto const nullable = [](std::string const& text) {
        return text.empty() ? std::nullopt : std::optional<std::string>{text};
    };
    auto const& phone = identity.phone;
    auto const last4 = phone.size() < 4 ? std::string{} : phone.substr(phone.size() - 4);
    tx.write(R"sql(
        UPDATE users SET firstname = :firstname, lastname = :lastname, phone = :phone, phone_last4 = :last4,
            updated_at = :at
        WHERE id = :user AND erased_at IS NULL)sql",
        {{"firstname", identity.firstname}, {"lastname", identity.lastname}, {"phone", nullable(phone)},
            {"last4", nullable(last4)}, {"at", at}, {"user", user}});
}

void save_mail_steps(db::Transaction& tx, UserId user, std::string_view steps, Instant at)
{
    tx.write("UPDATE users SET mail_steps = :steps, updated_at = :at WHERE id = :user AND erased_at IS NULL",
        {{"steps", steps}, {"at", at}, {"user", user}});
}

bool make_default_address(db::Transaction& tx, UserId user, AddressId address, Instant at)
{
    auto const is_own = tx.value<std::int64_t>(
        "SELECT 1 FROM users_has_addresses WHERE user_id = :user AND address_id = :address",
        {{"user", user}, {"address", address}});
    if (!is_own) return false;
    tx.write(R"sql(
        UPDATE users_has_addresses SET is_default = CASE WHEN address_id = :address THEN 1 ELSE 0 END,
            updated_at = :at
        WHERE user_id = :user)sql",
        {{"address", address}, {"at", at}, {"user", user}});
    return true;
}

bool remove_address(db::Transaction& tx, UserId user, AddressId address)
{
    if (tx.write("DELETE FROM users_has_addresses WHERE user_id = :user AND address_id = :address",
            {{"user", user}, {"address", address}})
        == 0)
        return false;
    tx.write(R"sql(
        DELETE FROM addresses WHERE id = :address
          AND NOT EXISTS (SELECT 1 FROM users_has_addresses x WHERE x.address_id = addresses.id)
          AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.client_id = :user AND o.delivering_address_id = addresses.id)
          AND NOT EXISTS (SELECT 1 FROM pizzerias p WHERE p.address_id = addresses.id))sql",
        {{"address", address}, {"user", user}});
    return true;
}

std::vector<OwnSession> sessions_of(
    db::Reader const& reader, UserId user, Instant at, std::optional<SessionId> before)
{
    std::vector<OwnSession> found;
    for (auto& [id, device, created, expires] : reader.rows<SessionId, std::string, Instant, Instant>(R"sql(
            SELECT id, device, created_at, expires_at FROM sessions
            WHERE user_id = :user AND expires_at > :at AND id < :before ORDER BY id DESC LIMIT 50)sql",
             {{"user", user}, {"at", at},
                 {"before", before.value_or(SessionId{std::numeric_limits<std::int64_t>::max()})}}))
        found.push_back({id, std::move(device), created, expires});
    return found;
}

bool end_session_of(db::Transaction& tx, UserId user, SessionId session)
{
    return tx.write("DELETE FROM sessions WHERE id = :session AND user_id = :user",
               {{"session", session}, {"user", user}})
        == 1;
}

} // namespace ocp::account
