#include "ocpizza/deploy/people_facts_store.h"

#include "ocpizza/cli/seed_people.h"
#include "platform/secrets/secrets.h"

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
        return facts;
    });
}

} // namespace ocp::deploy
