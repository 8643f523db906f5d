#include "supervision/template/supervision_pages.h"

#include "supervision/business/read_supervision.h"
#include "supervision/template/machine_tiles.h"
#include "supervision/template/watch_words.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace ocp::supervision {

namespace {

struct PeriodWords {
    Period period;
    std::string_view word, label;
};
constexpr PeriodWords periods[] = {
    {Period::Hour, "1h", "1\u00a0heure"},
    {Period::Day, "24h", "24\u00a0heures"},
    {Period::Week, "7j", "7\u00a0jours"},
};

PeriodWords const& period_of(account::Call const& call)
{
    auto const asked = call.request.query.one("periode");
    auto const* const found = std::find_if(
        std::begin(periods), std::end(periods), [&](auto const& one) { return one.word == asked; });
    return found == std::end(periods) ? periods[0] : *found;
}

void add_periods(html::View& view, PeriodWords const& chosen)
{
    view.set("PERIOD", chosen.word);
    for (auto const& one : periods) {
        auto link = view.add("CHOICE");
        link.set("WORD", one.word).set("LABEL", one.label);
        link.show_if(&one == &chosen, "CHOSEN");
    }
}

void add_concerns(html::View& view, Supervision const& seen, Instant now)
{
    auto const acts = std::count_if(seen.concerns.begin(), seen.concerns.end(),
        [](Concern const& concern) { return concern.level == Level::Act; });
    view.show_if(!seen.servers.empty() && acts == 0, "WELL");
    if (acts > 0) view.add("TO_DO").set("COUNT", fmt::format("{} chose{}", acts, acts > 1 ? "s" : ""));
    view.show_if(seen.servers.empty(), "NOTHING_YET");
    if (seen.concerns.empty()) return;
    auto list = view.add("CONCERNS");
    for (auto const& concern : seen.concerns) {
        auto part = list.add("CONCERN");
        part.set("SENTENCE", sentence_of(concern)).set("ADVICE", advice_for(concern.matter));
        part.show(concern.level == Level::Act ? "ACT" : "ATTENTION");
        if (!concern.where.empty()) part.add("PLACE").set("WHERE", concern.where);
        if (concern.since) part.add("TIME").set("SINCE", time_of(concern, now));
    }
}

void add_backup(html::View& view, Supervision const& seen, Instant now)
{
    if (seen.servers.empty()) return;
    auto part = view.add("BACKUP");
    auto const backup = newest_backup(seen.servers);
    auto const red = std::any_of(seen.concerns.begin(), seen.concerns.end(), [](Concern const& concern) {
        return concern.matter == Matter::BackupMissing || concern.matter == Matter::BackupOld
            || concern.matter == Matter::BackupUnreadable || concern.matter == Matter::BackupFailed;
    });
    part.show_if(red, "RED");
    if (!backup) {
        part.set("FIGURE", "aucune").set("NOTE", "BACKUP_DIR est vide sur tous les serveurs.");
        return;
    }
    part.set("FIGURE", "il y a " + duration(now - backup->made_at));
    part.set("NOTE",
        fmt::format("{}, {}, {}", moment(backup->made_at, now),
            backup->readable ? bytes(static_cast<double>(backup->size)) : "illisible",
            backup->encrypted ? "chiffrée" : "non chiffrée"));
}

void add_upkeep(html::View& view, Supervision const& seen, Instant now)
{
    if (!seen.upkeep) return;
    auto const& run = *seen.upkeep;
    auto part = view.add("UPKEEP");
    auto const red = std::any_of(seen.concerns.begin(), seen.concerns.end(), [](Concern const& concern) {
        return concern.matter == Matter::UpkeepFailed || concern.matter == Matter::UpkeepLate;
    });
    part.show_if(red, "RED");
    std::int64_t removed = 0;
    std::chrono::milliseconds took{0};
    for (auto const& task : run.done) {
        removed += task.count;
        took += task.took;
    }
    auto const lines = removed == 0 ? "rien à retirer"
        : removed == 1              ? "1\u00a0ligne retirée"
                                    : count(removed) + "\u00a0lignes retirées";
    if (run.finished_at)
        part.set("FIGURE", "il y a " + duration(now - *run.finished_at))
            .set("NOTE", fmt::format("{}, en {}", lines, span(took)));
    else
        part.set("FIGURE", run.failure ? "échoué" : "en cours")
            .set("NOTE", fmt::format("{} tâches faites, essai {}", run.done.size(), run.tries));
}

/// What waits for the mail server, and what it refused.
void add_mails(html::View& view, Supervision const& seen, Instant now)
{
    auto const& mails = seen.mails;
    auto part = view.add("MAILS");
    part.show_if(mails.stopped_until.has_value(), "RED");
    part.set("FIGURE",
        mails.waiting == 0       ? "rien n’attend"
            : mails.waiting == 1 ? "1\u00a0attend"
                                 : count(mails.waiting) + "\u00a0attendent");
    auto note = mails.refused == 0 ? "aucun refusé"
        : mails.refused == 1       ? "1\u00a0refusé"
                                   : count(mails.refused) + "\u00a0refusés";
    if (mails.oldest) note = fmt::format("le plus ancien depuis {}, {}", duration(now - *mails.oldest), note);
    if (mails.stopped_until) note += ", envoi arrêté\u00a0: " + mails.stop_failure;
    part.set("NOTE", note);
}

/// What waits for Stripe, and what somebody must see to.
void add_payments(html::View& view, Supervision const& seen, Instant now)
{
    auto const& payments = seen.payments;
    auto const late = concern_about_payments(payments, now);
    auto part = view.add("PAYMENTS");
    part.show_if(late && late->level == Level::Act, "RED");
    part.set("FIGURE",
        payments.due == 0       ? "rien n’attend"
            : payments.due == 1 ? "1\u00a0attend Stripe"
                                : count(payments.due) + "\u00a0attendent Stripe");
    auto note = payments.given_up == 0 ? "aucun abandonné"
        : payments.given_up == 1       ? "1\u00a0abandonné depuis 24\u00a0h"
                                       : count(payments.given_up) + "\u00a0abandonnés depuis 24\u00a0h";
    if (payments.oldest_due)
        note = fmt::format("le plus ancien depuis {}, {}", duration(now - *payments.oldest_due), note);
    part.set("NOTE", note);
}

/// How many serve, and with which program.
void add_summary(html::View& view, Supervision const& seen, Instant now)
{
    std::set<std::string> versions;
    std::int64_t serving = 0;
    double per_minute = 0;
    for (auto const& state : seen.servers) {
        if (is_silent(state, now)) continue;
        ++serving;
        versions.insert(state.server.version);
        per_minute += state.requests_per_minute.value_or(0);
    }
    if (serving == 0) return;
    std::string said;
    for (auto const& version : versions)
        said += (said.empty() ? "" : ", ") + version;
    auto part = view.add("SUMMARY");
    part.set("SERVERS", count(serving)).set("VERSIONS", said);
    part.set("PER_MINUTE", count(std::llround(per_minute)));
    part.show_if(serving > 1, "SEVERAL");
    part.show_if(versions.size() > 1, "MIXED");
}

void add_programs(html::View& machine, machine::Figures const& figures)
{
    for (auto const& program : figures.programs) {
        auto row = machine.add("PROGRAM");
        row.set("NAME", program.name).set("COUNT", count(static_cast<std::int64_t>(program.processes)));
        row.set("CPU", percent(program.cpu))
            .set("MEMORY", program.memory == 0 ? "–" : bytes(static_cast<double>(program.memory)));
    }
    machine.set("PROCESSES", count(static_cast<std::int64_t>(figures.processes)));
}

void add_machines(html::View& view, Supervision const& seen, Instant now)
{
    static std::vector<HistoryPoint> const none;
    for (auto const& [name, state] : spokesmen(seen.servers, now)) {
        auto part = view.add("MACHINE");
        part.set("NAME", name);
        auto const history = seen.history.find(name);
        add_tiles(part, state->figures, history == seen.history.end() ? none : history->second, seen);
        add_programs(part, state->figures);
    }
}

std::string of_limit(Queue const& queue)
{
    return fmt::format("{} sur {}", count(static_cast<std::int64_t>(queue.queued)),
        count(static_cast<std::int64_t>(queue.limit)));
}

/// The pairs of the list under a server's name.
void add_facts(html::View& part, ServerState const& state)
{
    auto const& server = state.server;
    auto const add = [&](std::string_view name, std::string const& value) {
        part.add("FACT").set("WHAT", name).set("VALUE", value);
    };
    if (state.requests_per_minute)
        add("Requêtes par minute", count(std::llround(*state.requests_per_minute)));
    add("Attendent une page", of_limit(server.pages));
    add("Attendent, pour les équipes", of_limit(server.staff));
    add("Attendent une tâche lente", of_limit(server.slow));
    add("Écrans en direct", of_limit(server.streams));
    add("Connexions ouvertes", of_limit(server.connections));
    add("Connexions à la base", of_limit(server.sessions));
    add("Retard des événements", server.outbox_lag ? span(*server.outbox_lag) : "pas encore lus");
    add("Requêtes refusées", count(static_cast<std::int64_t>(state.refused)));
    add("Réponses en erreur", count(static_cast<std::int64_t>(state.errors)));
    if (server.log_lines_dropped > 0)
        add("Lignes de journal perdues", count(static_cast<std::int64_t>(server.log_lines_dropped)));
}

void add_servers(html::View& view, Supervision const& seen, Instant now)
{
    for (auto const& state : seen.servers) {
        // Who fell and was replaced is among what is worth knowing, and serves no more.
        if (is_silent(state, now) && successor_of(state, seen.servers)) continue;
        auto part = view.add("SERVER");
        part.set("ADDRESS", state.server.address).set("MACHINE", state.machine).set("PID", state.pid);
        part.set("VERSION", state.server.version).set("UPTIME", duration(state.at - state.server.started_at));
        if (is_silent(state, now)) {
            part.add("SILENT").set("LAST", duration(now - state.at));
            continue;
        }
        add_facts(part, state);
    }
}

void add_slow_routes(html::View& view, Supervision const& seen, Instant now)
{
    struct Slow {
        metrics::SlowRoute route;
        ServerState const* server;
    };
    std::vector<Slow> all;
    for (auto const& state : seen.servers)
        for (auto const& route : state.server.slowest)
            if (now - route.at < std::chrono::hours{1}) all.push_back({route, &state});
    std::sort(
        all.begin(), all.end(), [](Slow const& a, Slow const& b) { return a.route.took > b.route.took; });
    constexpr std::size_t most = 10;
    if (all.size() > most) all.resize(most);
    view.show_if(all.empty(), "NO_SLOW");
    if (all.empty()) return;
    auto table = view.add("SLOW");
    for (auto const& [route, server] : all) {
        auto row = table.add("ROUTE");
        row.set("NAME", route.route).set("TOOK", span(route.took)).set("AT", moment(route.at, now));
        row.set("TIMES", count(route.times)).set("STATUS", std::int64_t{route.status});
        row.set("SERVER", server->machine + ", " + server->server.address);
    }
}

std::string name_of(Way way)
{
    return way == Way::Mail ? "courriel" : "appel web";
}

/// What became of telling it: of each way the last notice counts.
void add_notices(html::View& row, ToldIncident const& told, Instant now)
{
    if (told.notices.empty()) {
        row.add("UNTOLD").set("WORDS", "à personne\u00a0: ALERT_EMAIL et ALERT_WEBHOOK_URL sont vides");
        return;
    }
    for (auto const way : {Way::Mail, Way::Webhook}) {
        auto const last = std::find_if(told.notices.rbegin(), told.notices.rend(),
            [&](NoticeState const& notice) { return notice.way == way; });
        if (last == told.notices.rend()) continue;
        auto const news = last->news == News::Raised ? "" : ", fin";
        if (last->ended_at && !last->failure)
            row.add("TOLD").set(
                "WORDS", fmt::format("{}{}, {}", name_of(way), news, moment(*last->ended_at, now)));
        else
            row.add("UNTOLD").set("WORDS",
                fmt::format("{}{}\u00a0: {}{}", name_of(way), news,
                    last->ended_at ? "abandonné" : "en attente",
                    last->failure ? " (" + *last->failure + ")" : ""));
    }
}

void add_incidents(html::View& view, Supervision const& seen, Instant now)
{
    if (seen.incidents.empty()) return;
    auto table = view.add("ALERTS");
    for (auto const& told : seen.incidents) {
        auto const& incident = told.incident;
        auto row = table.add("INCIDENT");
        row.set("WHAT", sentence_of({Level::Act, incident.matter, incident.place, {}, incident.figure}));
        if (!incident.place.empty()) row.add("PLACE").set("WHERE", incident.place);
        auto const begun = moment(incident.began_at, now);
        if (incident.resolved_at) {
            row.set("WHEN",
                fmt::format(
                    "{}, résolu au bout de {}", begun, duration(*incident.resolved_at - incident.began_at)));
        } else {
            row.set("WHEN", begun);
            row.show("GOING_ON");
        }
        add_notices(row, told, now);
    }
}

} // namespace

html::Answer SupervisionPages::show(account::Call const& call)
{
    auto const& period = period_of(call);
    auto const seen = database_.read_snapshot(
        [&](db::Reader const& reader) { return read_supervision(reader, period.period, call.now); });
    html::View view{"supervision/supervision.html", Language::French};
    view.set("NOW", moment(call.now, call.now));
    add_periods(view, period);
    add_concerns(view, seen, call.now);
    add_summary(view, seen, call.now);
    add_backup(view, seen, call.now);
    add_upkeep(view, seen, call.now);
    add_mails(view, seen, call.now);
    add_payments(view, seen, call.now);
    add_machines(view, seen, call.now);
    add_servers(view, seen, call.now);
    add_incidents(view, seen, call.now);
    add_slow_routes(view, seen, call.now);
    html::Page page{Text{"Supervision"}, std::move(view)};
    page.frame = html::Frame::Staff;
    page.body_class = "watch";
    page.scripts = {"supervision.js"};
    page.indexed = false;
    return page;
}

} // namespace ocp::supervision
