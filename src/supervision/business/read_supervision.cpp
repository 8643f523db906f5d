#include "supervision/business/read_supervision.h"

#include "mail/business/mail_queue.h"
#include "payment/business/task_queue.h"
#include "pizzeria/business/legal_facts.h"
#include "pizzeria/business/legal_facts_rules.h"
#include "supervision/business/incident_rules.h"
#include "supervision/model/incident_store.h"
#include "supervision/model/machine_sample_store.h"
#include "supervision/model/server_state_store.h"
#include "supervision/model/upkeep_run_store.h"

#include <algorithm>

namespace ocp::supervision {

namespace {

constexpr int incidents_shown = 10;

std::vector<Concern> concerns_of(db::Reader const& reader, std::vector<ServerState> const& servers,
    std::optional<UpkeepRun> const& upkeep, Instant now)
{
    auto found = concerns(servers,
        samples_between(reader, now - std::chrono::hours{1}, now + std::chrono::minutes{1}), upkeep, now);
    std::vector<Concern> by_commands;
    for (auto const& incident : incidents_going_on(reader))
        if (!is_judged_in_rounds(incident.matter))
            by_commands.push_back(
                {Level::Act, incident.matter, incident.place, incident.began_at, incident.figure});
    found.insert(found.begin(), by_commands.begin(), by_commands.end());
    if (auto const late = concern_about_mails(mail::queue_figures(reader, now), now)) found.push_back(*late);
    if (auto const late = concern_about_payments(payment::task_figures_now(reader, now), now))
        found.insert(late->level == Level::Act ? found.begin() : found.end(), *late);
    auto const lacking = pizzeria::lacking_on_invoices(pizzeria::legal_facts(reader)).size();
    if (auto const unknown = concern_about_seller(lacking)) found.push_back(*unknown);
    return found;
}

} // namespace

Span span_of(Period period)
{
    using namespace std::chrono_literals;
    switch (period) {
    case Period::Hour:
        return {1h, 1min};
    case Period::Day:
        return {24h, 15min};
    case Period::Week:
        return {7 * 24h, 2h};
    }
    return {1h, 1min};
}

std::vector<Concern> concerns_now(db::Reader const& reader, Instant now)
{
    return concerns_of(reader, all_states(reader), last_upkeep_run(reader), now);
}

Supervision read_supervision(db::Reader const& reader, Period period, Instant now)
{
    auto const span = span_of(period);
    std::chrono::milliseconds const step = span.step;
    Supervision seen;
    seen.step = span.step;
    seen.to = Instant::ms((now.ms() / step.count() + 1) * step.count());
    seen.from = seen.to - span.length;
    seen.servers = all_states(reader);
    seen.history = history_between(reader, seen.from, seen.to, span.step);
    seen.upkeep = last_upkeep_run(reader);
    seen.concerns = concerns_of(reader, seen.servers, seen.upkeep, now);
    seen.mails = mail::queue_figures(reader, now);
    seen.payments = payment::task_figures_now(reader, now);
    seen.incidents = recent_incidents(reader, incidents_shown);
    return seen;
}

} // namespace ocp::supervision
