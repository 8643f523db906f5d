#include "supervision/business/incident_rules.h"

#include <algorithm>

namespace ocp::supervision {

namespace {

bool is_of(Incident const& incident, Concern const& concern)
{
    return incident.matter == concern.matter && incident.place == concern.where;
}

} // namespace

bool is_judged_in_rounds(Matter matter)
{
    switch (matter) {
    case Matter::BackupFailed:
    case Matter::DatabaseAway:
    case Matter::MailsStopped:
    case Matter::PaymentsStopped:
    case Matter::PaymentOdd:
        return false;
    default:
        return true;
    }
}

Verdict judge(std::vector<Incident> const& going_on, std::vector<Concern> const& concerns, Instant now)
{
    Verdict verdict;
    for (auto const& concern : concerns) {
        if (concern.level != Level::Act) continue;
        auto const known = std::find_if(going_on.begin(), going_on.end(),
            [&](Incident const& incident) { return is_of(incident, concern); });
        auto const is_twin = [&](Concern const& other) {
            return other.matter == concern.matter && other.where == concern.where;
        };
        if (known != going_on.end())
            verdict.seen_again.push_back({known->id, concern.figure});
        else if (std::none_of(verdict.begun.begin(), verdict.begun.end(), is_twin))
            verdict.begun.push_back(concern);
    }
    for (auto const& incident : going_on) {
        auto const is_seen = std::any_of(concerns.begin(), concerns.end(),
            [&](Concern const& concern) { return concern.level == Level::Act && is_of(incident, concern); });
        if (!is_seen && is_judged_in_rounds(incident.matter) && now - incident.seen_at >= calm_after)
            verdict.over.push_back(incident);
    }
    return verdict;
}

} // namespace ocp::supervision
