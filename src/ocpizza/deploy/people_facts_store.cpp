#include "ocpizza/deploy/people_facts_store.h"

#include "ocpizza/cli/seed_files.h"
#include "ocpizza/cli/seed_people.h"
#include "platform/secrets/secrets.h"

#include <set>

namespace ocp::deploy {

namespace {

/// Names below .example belong to nobody: who has a role under one is of the demo group.
std::vector<std::string> staff_of_the_demo(db::Reader const& reader)
{
    std::vector<std::string> found;
    for (auto& [email] : reader.rows<std::string>(R"sql(
            SELECT DISTINCT u.email FROM users u JOIN users_has_roles r ON r.user_id = u.id
            WHERE u.email LIKE '%.example' AND u.blocked_at IS NULL AND u.password IS NOT NULL
            ORDER BY u.email)sql"))
        found.push_back(std::move(email));
    return found;
}

/// Of the group's own staff, the few who can do most: each try costs a tenth of a second.
std::vector<std::string> with_the_demo_password(db::Reader const& reader)
{
    std::vector<std::string> found;
    auto const password = seeds::demo_password();
    for (auto const& [email, hash] : reader.rows<std::string, std::string>(R"sql(
            SELECT u.email, MIN(u.password) FROM users u JOIN users_has_roles r ON r.user_id = u.id
            WHERE r.pizzeria_id IS NULL AND u.password IS NOT NULL AND u.email IS NOT NULL
                AND u.email NOT LIKE '%.example' AND u.blocked_at IS NULL
            GROUP BY u.email ORDER BY u.email LIMIT 20)sql"))
        if (secrets::verify_password(hash, password)) found.push_back(email);
    return found;
}

/// Whether the database itself refuses a second account of an address.
bool emails_are_unique(db::Reader const& reader)
{
    static constexpr std::string_view on_postgres = R"sql(
        SELECT CAST(COUNT(*) AS BIGINT) FROM pg_index i JOIN pg_attribute a
            ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = CAST('users' AS regclass) AND i.indisunique AND i.indisvalid AND i.indnatts = 1
            AND i.indpred IS NULL AND a.attname = 'email')sql";
    static constexpr std::string_view on_sqlite = R"sql(
        SELECT COUNT(*) FROM pragma_index_list('users') l JOIN pragma_index_info(l.name) i
        WHERE l."unique" = 1 AND l.partial = 0 AND i.name = 'email'
            AND NOT EXISTS (SELECT 1 FROM pragma_index_info(l.name) o WHERE o.seqno > 0))sql";
    auto const sql = reader.engine() == db::Engine::Postgres ? on_postgres : on_sqlite;
    return reader.value<std::int64_t>(sql).value_or(0) > 0;
}

/// Sign-in looks for small letters: who is kept otherwise is never found, and may be registered once more.
std::vector<std::string> emails_with_capitals(db::Reader const& reader)
{
    std::vector<std::string> found;
    for (auto& [email] : reader.rows<std::string>(
             "SELECT email FROM users WHERE email <> LOWER(email) ORDER BY email LIMIT 6"))
        found.push_back(std::move(email) + " is kept with capitals");
    return found;
}

std::vector<std::string> role_faults(db::Reader const& reader)
{
    std::set<std::string> known;
    auto const reference = seeds::json("reference.json");
    for (auto const& role : reference.at("roles"))
        known.insert(role.at("slug").get<std::string>());
    std::vector<std::string> faults;
    for (auto const& [role] : reader.rows<std::string>("SELECT name FROM roles ORDER BY name"))
        if (known.erase(role) == 0) faults.push_back(role + " is no role of this program");
    for (auto const& role : known)
        faults.push_back("the role " + role + " is not in the database");
    return faults;
}

std::vector<std::string> account_faults(db::Reader const& reader)
{
    auto faults = emails_with_capitals(reader);
    if (!emails_are_unique(reader)) faults.emplace_back("two accounts may have one e-mail address");
    for (auto& fault : role_faults(reader))
        faults.push_back(std::move(fault));
    return faults;
}

} // namespace

PeopleFacts people_facts(db::Database& database)
{
    return database.read([](db::Reader const& reader) {
        PeopleFacts facts;
        facts.administrators = reader
                                   .value<std::int64_t>(R"sql(
            SELECT CAST(COUNT(DISTINCT u.id) AS BIGINT) FROM users u JOIN users_has_roles r ON r.user_id = u.id
            WHERE r.role = 'administrator' AND r.pizzeria_id IS NULL AND u.password IS NOT NULL
                AND u.blocked_at IS NULL)sql")
                                   .value_or(0);
        facts.default_accounts = staff_of_the_demo(reader);
        for (auto& email : with_the_demo_password(reader))
            facts.default_accounts.push_back(std::move(email) + " has the demo group's password");
        facts.demo_customers = reader
                                   .value<std::int64_t>(R"sql(
            SELECT CAST(COUNT(*) AS BIGINT) FROM users u WHERE u.email LIKE '%.example'
                AND NOT EXISTS (SELECT 1 FROM users_has_roles r WHERE r.user_id = u.id))sql")
                                   .value_or(0);
        facts.account_faults = account_faults(reader);
        return facts;
    });
}

} // namespace ocp::deploy
