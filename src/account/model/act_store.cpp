#include "account/model/act_store.h"

namespace ocp::account {

void add_act(db::Transaction& tx, Act const& act)
{
    tx.write(R"sql(
        INSERT INTO audit (at, user_id, pizzeria_id, action, subject, details)
        VALUES (:at, :by, :shop, :action, :subject, :details))sql",
        {{"at", act.at}, {"by", act.by}, {"shop", act.shop}, {"action", act.action}, {"subject", act.subject},
            {"details", act.details}});
}

std::vector<KnownAct> find_acts(db::Reader const& reader, PizzeriaId shop, std::string_view subject)
{
    std::vector<KnownAct> found;
    for (auto& [at, by, action, details] : reader.rows<Instant, std::string, std::string, std::string>(R"sql(
            SELECT a.at, COALESCE(u.firstname, ''), a.action, a.details
            FROM audit a LEFT JOIN users u ON u.id = a.user_id
            WHERE a.subject = :subject AND a.pizzeria_id = :shop ORDER BY a.id)sql",
             {{"subject", subject}, {"shop", shop}}))
        found.push_back({at, std::move(by), std::move(action), std::move(details)});
    return found;
}

} // namespace ocp::account
