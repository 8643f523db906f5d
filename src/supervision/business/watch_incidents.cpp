#include "supervision/business/watch_incidents.h"

#include "supervision/business/incident_rules.h"
#include "supervision/business/read_supervision.h"
#include "supervision/model/incident_store.h"

#include <algorithm>

namespace ocp::supervision {

namespace {

void tell(db::Transaction& tx, std::int64_t incident, News news, std::vector<Way> const& ways, Instant now)
{
    for (auto const way : ways)
        add_notice(tx, incident, news, way, now);
}

void begin(db::Transaction& tx, std::vector<Way> const& ways, Concern const& concern, Instant now)
{
    tell(tx, add_incident(tx, concern, now), News::Raised, ways, now);
}

void end(db::Transaction& tx, std::vector<Way> const& ways, Incident const& incident, Instant now)
{
    mark_resolved(tx, incident.id, now);
    tell(tx, incident.id, News::Resolved, ways, now);
}

} // namespace

bool watch_incidents(
    db::Database& database, std::vector<Way> const& ways, std::chrono::milliseconds rhythm, Instant now)
{
    auto const news = database.in_transaction([&](db::Transaction& tx) -> std::optional<bool> {
        // The clocks of two machines differ a little: a look at the usual time is not one too early.
        if (!begin_round(tx, now - rhythm * 3 / 4, now)) return std::nullopt;
        auto const verdict = judge(incidents_going_on(tx), concerns_now(tx, now), now);
        for (auto const& concern : verdict.begun)
            begin(tx, ways, concern, now);
        for (auto const& [incident, figure] : verdict.seen_again)
            mark_seen(tx, incident, figure, now);
        for (auto const& incident : verdict.over)
            end(tx, ways, incident, now);
        return !verdict.begun.empty() || !verdict.over.empty();
    });
    return news.value_or(false);
}

void raise_incident(db::Transaction& tx, std::vector<Way> const& ways, Concern const& concern, Instant now)
{
    if (auto const known = find_incident_going_on(tx, concern.matter, concern.where))
        return mark_seen(tx, known->id, concern.figure, now);
    begin(tx, ways, concern, now);
}

void resolve_incident(
    db::Transaction& tx, std::vector<Way> const& ways, Matter matter, std::string const& place, Instant now)
{
    if (auto const known = find_incident_going_on(tx, matter, place)) end(tx, ways, *known, now);
}

void resolve_incidents(
    db::Transaction& tx, std::vector<Way> const& ways, AllButThese const& look, Instant now)
{
    for (auto const& incident : incidents_going_on(tx)) {
        auto const is_left
            = std::find(look.places.begin(), look.places.end(), incident.place) != look.places.end();
        if (incident.matter == look.matter && incident.began_at < look.begun_before && !is_left)
            end(tx, ways, incident, now);
    }
}

} // namespace ocp::supervision
