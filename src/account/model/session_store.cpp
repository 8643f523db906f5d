#include "account/model/session_store.h"

namespace ocp::account {

namespace {

std::optional<Role> role_from(std::string_view name)
{
    if (name == "pizzaiolo") return Role::Pizzaiolo;
    if (name == "driver") return Role::Driver;
    if (name == "manager") return Role::Manager;
    if (name == "administrator") return Role::Administrator;
    if (name == "operator") return Role::Operator;
    return std::nullopt;
}

std::vector<HeldRole> roles_from(std::vector<std::tuple<std::string, std::optional<PizzeriaId>>> const& rows)
{
    std::vector<HeldRole> roles;
    for (auto const& [name, shop] : rows)
        if (auto const role = role_from(name)) roles.push_back({*role, shop});
    return roles;
}

} // namespace

SessionId add_session(db::Transaction& tx, NewSession const& session, Instant at)
{
    return SessionId{tx.insert(R"sql(
        INSERT INTO sessions (token_hash, csrf_secret, user_id, cart_id, device, created_at, seen_at, expires_at)
        VALUES (:hash, :secret, :user, :cart, :device, :at, :at, :expires) RETURNING id)sql",
        {{"hash", session.token_hash}, {"secret", session.csrf_secret}, {"user", session.user},
            {"cart", session.cart}, {"device", session.device}, {"at", at},
            {"expires", session.expires_at}})};
}

void end_session(db::Transaction& tx, SessionId session)
{
    tx.write("DELETE FROM sessions WHERE id = :id", {{"id", session}});
}

void end_sessions_of(db::Transaction& tx, UserId user, std::optional<SessionId> but)
{
    tx.write("DELETE FROM sessions WHERE user_id = :user AND id <> :but",
        {{"user", user}, {"but", but ? but->value() : 0}});
}

std::vector<HeldRole> roles_of(db::Reader const& reader, UserId user)
{
    return roles_from(reader.rows<std::string, std::optional<PizzeriaId>>(
        "SELECT role, pizzeria_id FROM users_has_roles WHERE user_id = :user", {{"user", user}}));
}

std::vector<HeldRole> roles_of_session(db::Reader const& reader, SessionId session)
{
    return roles_from(reader.rows<std::string, std::optional<PizzeriaId>>(R"sql(
        SELECT r.role, r.pizzeria_id FROM sessions s JOIN users u ON u.id = s.user_id AND u.blocked_at IS NULL
        JOIN users_has_roles r ON r.user_id = u.id WHERE s.id = :session)sql",
        {{"session", session}}));
}

void set_cart(db::Transaction& tx, SessionId session, CartId cart)
{
    tx.write("UPDATE sessions SET cart_id = :cart WHERE id = :id", {{"cart", cart}, {"id", session}});
}

std::int64_t remove_expired_sessions(db::Transaction& tx, Instant now, std::int64_t limit)
{
    return tx.write(R"sql(
        DELETE FROM sessions
        WHERE id IN (SELECT id FROM sessions WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit))sql",
        {{"now", now}, {"limit", limit}});
}

std::optional<Visitor> find_visitor(db::Reader const& reader, std::string_view token_hash, Instant at)
{
    std::optional<Visitor> visitor;
    for (auto const& [session, secret, cart, user, firstname, lastname, email, phone, language, role, shop] :
        reader.rows<SessionId, std::string, std::optional<CartId>, std::optional<UserId>,
            std::optional<std::string>, std::optional<std::string>, std::optional<std::string>,
            std::optional<std::string>, std::optional<std::string>, std::optional<std::string>,
            std::optional<PizzeriaId>>(R"sql(
            SELECT s.id, s.csrf_secret, COALESCE(c.id, s.cart_id), s.user_id, u.firstname, u.lastname, u.email, u.phone, u.locale,
                   r.role, r.pizzeria_id
            FROM sessions s
            LEFT JOIN users u ON u.id = s.user_id AND u.blocked_at IS NULL
            LEFT JOIN carts c ON c.user_id = s.user_id
            LEFT JOIN users_has_roles r ON r.user_id = u.id
            WHERE s.token_hash = :hash AND s.expires_at > :at AND (s.user_id IS NULL OR u.id IS NOT NULL))sql",
            {{"hash", token_hash}, {"at", at}})) {
        if (!visitor) {
            visitor = Visitor{session, secret, cart, std::nullopt, {}};
            if (user)
                visitor->user = User{*user, firstname.value_or(""), lastname.value_or(""), email.value_or(""),
                    phone.value_or(""), language_called(language.value_or("")).value_or(Language::French)};
        }
        if (auto const held = role ? role_from(*role) : std::nullopt) visitor->roles.push_back({*held, shop});
    }
    return visitor;
}

} // namespace ocp::account
