#include "account/model/account_store.h"

#include "base/check.h"

namespace ocp::account {

namespace {

std::string_view role_name(Role role)
{
    switch (role) {
    case Role::Customer:
        break;
    case Role::Pizzaiolo:
        return "pizzaiolo";
    case Role::Driver:
        return "driver";
    case Role::Manager:
        return "manager";
    case Role::Administrator:
        return "administrator";
    case Role::Operator:
        return "operator";
    }
    OCP_CHECK(role != Role::Customer);
    return "";
}

using AddressRow = std::tuple<AddressId, std::string, std::string, std::string, std::optional<double>,
    std::optional<double>, bool>;

SavedAddress address_from(AddressRow const& row)
{
    auto const& [id, line, postcode, city, latitude, longitude, is_default] = row;
    return {id, line, postcode, city, latitude, longitude, is_default};
}

} // namespace

UserId add_user(db::Transaction& tx, NewUser const& user, Instant at)
{
    auto const nullable = [](std::string const& text) {
        return text.empty() ? std::nullopt : std::optional<std::string>{text};
    };
    auto const last4 = user.phone.size() < 4 ? std::string{} : user.phone.substr(user.phone.size() - 4);
    return UserId{tx.insert(R"sql(
        INSERT INTO users (firstname, lastname, email, password, phone, phone_last4, locale, created_at, updated_at)
        VALUES (:firstname, :lastname, :email, :password, :phone, :last4, :language, :at, :at) RETURNING id)sql",
        {{"firstname", user.firstname}, {"lastname", user.lastname}, {"email", nullable(user.email)},
            {"password", user.password_hash}, {"phone", nullable(user.phone)}, {"last4", nullable(last4)},
            {"language", code_of(user.language)}, {"at", at}})};
}

std::optional<Credentials> find_credentials(db::Reader const& reader, std::string_view email)
{
    auto const found = reader.row<UserId, std::optional<std::string>, bool>(
        "SELECT id, password, CASE WHEN blocked_at IS NULL THEN 0 ELSE 1 END FROM users WHERE email = :email",
        {{"email", email}});
    if (!found) return std::nullopt;
    auto const& [user, hash, blocked] = *found;
    return Credentials{user, hash, blocked};
}

std::optional<User> find_user(db::Reader const& reader, UserId id)
{
    auto const found = reader.row<std::string, std::string, std::optional<std::string>,
        std::optional<std::string>, std::string>(
        "SELECT firstname, lastname, email, phone, locale FROM users WHERE id = :id", {{"id", id}});
    if (!found) return std::nullopt;
    auto const& [firstname, lastname, email, phone, language] = *found;
    return User{id, firstname, lastname, email.value_or(""), phone.value_or(""),
        language_called(language).value_or(Language::French)};
}

void note_contact(db::Transaction& tx, UserId user, Instant at)
{
    tx.write("UPDATE users SET seen_at = :at WHERE id = :user", {{"at", at}, {"user", user}});
}

bool lock_user(db::Transaction& tx, UserId user)
{
    return !tx.rows<UserId>("SELECT u.id FROM users u WHERE u.id = :user AND u.erased_at IS NULL "
                            "ORDER BY u.id /*lock of u*/",
                  {{"user", user}})
                .empty();
}

bool lock_user_with_password(db::Transaction& tx, UserId user, std::string_view hash)
{
    return !tx.rows<UserId>("SELECT u.id FROM users u WHERE u.id = :user AND u.password = :hash "
                            "AND u.blocked_at IS NULL ORDER BY u.id /*lock of u*/",
                  {{"user", user}, {"hash", hash}})
                .empty();
}

void erase_user(db::Transaction& tx, UserId user, Instant at)
{
    tx.write(R"sql(
        UPDATE addresses SET line = '', latitude = NULL, longitude = NULL, updated_at = :at
        WHERE (id IN (SELECT address_id FROM users_has_addresses WHERE user_id = :user)
               OR id IN (SELECT delivering_address_id FROM orders WHERE client_id = :user))
          AND NOT EXISTS (SELECT 1 FROM users_has_addresses other
                          WHERE other.address_id = addresses.id AND other.user_id <> :user)
          AND NOT EXISTS (SELECT 1 FROM pizzerias WHERE pizzerias.address_id = addresses.id))sql",
        {{"user", user}, {"at", at}});
    tx.write("DELETE FROM users_has_addresses WHERE user_id = :user", {{"user", user}});
    tx.write("DELETE FROM tokens WHERE user_id = :user", {{"user", user}});
    tx.write(R"sql(
        UPDATE users SET firstname = '', lastname = '', email = NULL, password = NULL, phone = NULL,
            phone_last4 = NULL, erased_at = :at, updated_at = :at
        WHERE id = :user)sql",
        {{"user", user}, {"at", at}});
}

void save_language(db::Transaction& tx, UserId user, Language language, Instant at)
{
    tx.write("UPDATE users SET locale = :language, updated_at = :at WHERE id = :user AND erased_at IS NULL",
        {{"language", code_of(language)}, {"at", at}, {"user", user}});
}

void save_email(db::Transaction& tx, UserId user, std::string_view email, Instant at)
{
    tx.write("UPDATE users SET email = :email, updated_at = :at WHERE id = :id",
        {{"email", email}, {"at", at}, {"id", user}});
}

bool prove_email(db::Transaction& tx, UserId user, Instant at)
{
    return tx.write("UPDATE users SET email_proven_at = :at, updated_at = :at "
                    "WHERE id = :id AND email_proven_at IS NULL",
               {{"at", at}, {"id", user}})
        == 1;
}

void drop_password(db::Transaction& tx, UserId user, Instant at)
{
    tx.write("UPDATE users SET password = NULL, updated_at = :at WHERE id = :id", {{"at", at}, {"id", user}});
}

void save_password(db::Transaction& tx, UserId user, std::string_view hash, Instant at)
{
    tx.write("UPDATE users SET password = :hash, updated_at = :at WHERE id = :id",
        {{"hash", hash}, {"at", at}, {"id", user}});
}

void add_role(db::Transaction& tx, UserId user, Role role, std::optional<PizzeriaId> shop, Instant at)
{
    tx.write(R"sql(
        INSERT INTO users_has_roles (user_id, role, pizzeria_id, created_at, updated_at)
        VALUES (:user, :role, :shop, :at, :at))sql",
        {{"user", user}, {"role", role_name(role)}, {"shop", shop}, {"at", at}});
}

bool count_try(db::Transaction& tx, std::string_view account_key, std::string_view client_key, int limit,
    std::chrono::milliseconds block, std::chrono::milliseconds window, Instant at)
{
    // A block that is over, or tries long ago, start the count afresh.
    auto const counted = tx.write(R"sql(
        INSERT INTO sign_in_attempts (account_key, client_key, tries, first_at, last_at, blocked_until)
        VALUES (:account, :client, 1, :at, :at, NULL)
        ON CONFLICT (account_key, client_key) DO UPDATE SET
            tries = CASE WHEN sign_in_attempts.blocked_until IS NOT NULL OR sign_in_attempts.last_at < :stale
                         THEN 1 ELSE sign_in_attempts.tries + 1 END,
            first_at = CASE WHEN sign_in_attempts.blocked_until IS NOT NULL OR sign_in_attempts.last_at < :stale
                         THEN CAST(:at AS BIGINT) ELSE sign_in_attempts.first_at END,
            blocked_until = CASE WHEN sign_in_attempts.blocked_until IS NULL AND sign_in_attempts.last_at >= :stale
                                  AND sign_in_attempts.tries + 1 >= :limit
                         THEN CAST(:until AS BIGINT) ELSE NULL END,
            last_at = :at
        WHERE sign_in_attempts.blocked_until IS NULL OR sign_in_attempts.blocked_until <= :at)sql",
        {{"account", account_key}, {"client", client_key}, {"at", at}, {"stale", at - window},
            {"limit", limit}, {"until", at + block}});
    return counted == 1;
}

bool is_blocked(
    db::Reader const& reader, std::string_view account_key, std::string_view client_key, Instant at)
{
    return reader
        .value<std::int64_t>(R"sql(
            SELECT 1 FROM sign_in_attempts
            WHERE account_key = :account AND client_key = :client AND blocked_until > :at)sql",
            {{"account", account_key}, {"client", client_key}, {"at", at}})
        .has_value();
}

void forget_tries(db::Transaction& tx, std::string_view account_key, std::string_view client_key)
{
    tx.write("DELETE FROM sign_in_attempts WHERE account_key = :account AND client_key = :client",
        {{"account", account_key}, {"client", client_key}});
}

void take_back_try(db::Transaction& tx, std::string_view account_key, std::string_view client_key)
{
    // One fewer is below the limit: whatever block this try or one beside it has set is not yet due.
    tx.write(R"sql(
        UPDATE sign_in_attempts SET tries = tries - 1, blocked_until = NULL
        WHERE account_key = :account AND client_key = :client AND tries > 0)sql",
        {{"account", account_key}, {"client", client_key}});
}

bool count_use(db::Transaction& tx, std::string_view use_key, std::string_view client_key, int limit,
    std::chrono::milliseconds window, Instant at)
{
    return tx.write(R"sql(
        INSERT INTO sign_in_attempts (account_key, client_key, tries, first_at, last_at, blocked_until)
        VALUES (:use, :client, 1, :at, :at, NULL)
        ON CONFLICT (account_key, client_key) DO UPDATE SET
            tries = CASE WHEN sign_in_attempts.first_at <= :stale THEN 1 ELSE sign_in_attempts.tries + 1 END,
            first_at = CASE WHEN sign_in_attempts.first_at <= :stale
                         THEN CAST(:at AS BIGINT) ELSE sign_in_attempts.first_at END,
            last_at = :at
        WHERE sign_in_attempts.first_at <= :stale OR sign_in_attempts.tries < :limit)sql",
               {{"use", use_key}, {"client", client_key}, {"at", at}, {"stale", at - window},
                   {"limit", limit}})
        == 1;
}

std::int64_t remove_old_tries(db::Transaction& tx, Instant before, std::int64_t limit)
{
    return tx.write(R"sql(
        DELETE FROM sign_in_attempts
        WHERE (account_key, client_key) IN (
            SELECT account_key, client_key FROM sign_in_attempts
            WHERE last_at < :before AND (blocked_until IS NULL OR blocked_until < :before)
            ORDER BY last_at LIMIT :limit))sql",
        {{"before", before}, {"limit", limit}});
}

std::int64_t remove_old_tokens(db::Transaction& tx, Instant before, std::int64_t limit)
{
    return tx.write(R"sql(
        DELETE FROM tokens WHERE id IN (SELECT id FROM tokens WHERE expires_at < :before ORDER BY id LIMIT :limit))sql",
        {{"before", before}, {"limit", limit}});
}

std::vector<SavedAddress> addresses_of(db::Reader const& reader, UserId user)
{
    std::vector<SavedAddress> found;
    for (auto const& row : reader.rows<AddressId, std::string, std::string, std::string,
                           std::optional<double>, std::optional<double>, bool>(R"sql(
            SELECT a.id, a.line, a.postcode, a.city, a.latitude, a.longitude, x.is_default
            FROM users_has_addresses x JOIN addresses a ON a.id = x.address_id
            WHERE x.user_id = :user ORDER BY x.is_default DESC, x.created_at DESC)sql",
             {{"user", user}}))
        found.push_back(address_from(row));
    return found;
}

std::optional<SavedAddress> find_address(db::Reader const& reader, UserId user, AddressId address)
{
    auto const row = reader.row<AddressId, std::string, std::string, std::string, std::optional<double>,
        std::optional<double>, bool>(R"sql(
            SELECT a.id, a.line, a.postcode, a.city, a.latitude, a.longitude, x.is_default
            FROM users_has_addresses x JOIN addresses a ON a.id = x.address_id
            WHERE x.user_id = :user AND a.id = :address)sql",
        {{"user", user}, {"address", address}});
    if (!row) return std::nullopt;
    return address_from(*row);
}

AddressId add_address(db::Transaction& tx, UserId user, SavedAddress const& address, Instant at)
{
    AddressId const id{tx.insert(R"sql(
        INSERT INTO addresses (line, city, postcode, latitude, longitude, created_at, updated_at)
        VALUES (:line, :city, :postcode, :latitude, :longitude, :at, :at) RETURNING id)sql",
        {{"line", address.line}, {"city", address.city}, {"postcode", address.postcode},
            {"latitude", address.latitude}, {"longitude", address.longitude}, {"at", at}})};
    if (address.is_default)
        tx.write("UPDATE users_has_addresses SET is_default = 0, updated_at = :at WHERE user_id = :user AND "
                 "is_default = 1",
            {{"user", user}, {"at", at}});
    tx.write(R"sql(
        INSERT INTO users_has_addresses (user_id, address_id, is_default, created_at, updated_at)
        VALUES (:user, :address, :is_default, :at, :at))sql",
        {{"user", user}, {"address", id}, {"is_default", address.is_default}, {"at", at}});
    return id;
}

} // namespace ocp::account
