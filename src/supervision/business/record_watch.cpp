#include "supervision/business/record_watch.h"

#include "supervision/model/incident_store.h"
#include "supervision/model/machine_sample_store.h"
#include "supervision/model/server_state_store.h"

namespace ocp::supervision {

namespace {

constexpr std::chrono::hours silence_kept{24};

} // namespace

void record_state(db::Database& database, ServerState const& state)
{
    database.in_transaction([&](db::Transaction& tx) {
        save_state(tx, state);
        return true;
    });
}

void take_leave(db::Database& database, std::string_view machine, std::int64_t pid)
{
    database.in_transaction([&](db::Transaction& tx) {
        remove_state(tx, machine, pid);
        return true;
    });
}

void forget_the_moment(db::Transaction& tx, Instant now)
{
    clear_states(tx);
    close_incidents(tx, now);
}

bool record_minute(db::Database& database, MachineSample const& sample, Instant now)
{
    return *database.in_transaction([&](db::Transaction& tx) -> std::optional<bool> {
        auto const kept = add_sample(tx, sample);
        // Once a machine and minute is enough, and two who forget at once would wait for each other.
        if (kept) {
            prune_samples(tx, now - history_kept);
            prune_states(tx, now - silence_kept);
        }
        return kept;
    });
}

} // namespace ocp::supervision
