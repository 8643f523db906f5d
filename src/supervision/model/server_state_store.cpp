#include "supervision/model/server_state_store.h"

#include <algorithm>

namespace ocp::supervision {

void save_state(db::Transaction& tx, ServerState const& state)
{
    static constexpr std::string_view sql = R"sql(
        INSERT INTO server_states (machine, pid, at, state) VALUES (:machine, :pid, :at, :state)
        ON CONFLICT (machine, pid) DO UPDATE SET at = EXCLUDED.at, state = EXCLUDED.state
    )sql";
    tx.write(
        sql, {{"machine", state.machine}, {"pid", state.pid}, {"at", state.at}, {"state", to_text(state)}});
}

void remove_state(db::Transaction& tx, std::string_view machine, std::int64_t pid)
{
    tx.write("DELETE FROM server_states WHERE machine = :machine AND pid = :pid",
        {{"machine", machine}, {"pid", pid}});
}

void prune_states(db::Transaction& tx, Instant before)
{
    tx.write("DELETE FROM server_states WHERE at < :before", {{"before", before}});
}

void clear_states(db::Transaction& tx)
{
    tx.write("DELETE FROM server_states");
}

std::vector<ServerState> all_states(db::Reader const& reader)
{
    std::vector<ServerState> states;
    for (auto& [machine, pid, at, text] : reader.rows<std::string, std::int64_t, Instant, std::string>(
             "SELECT machine, pid, at, state FROM server_states ORDER BY machine, pid"))
        if (auto state = server_state_from(std::move(machine), pid, at, text))
            states.push_back(*std::move(state));
    std::stable_sort(states.begin(), states.end(), [](ServerState const& a, ServerState const& b) {
        return std::tie(a.machine, a.server.started_at) < std::tie(b.machine, b.server.started_at);
    });
    return states;
}

} // namespace ocp::supervision
