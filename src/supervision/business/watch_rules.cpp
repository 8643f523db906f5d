#include "supervision/business/watch_rules.h"

#include "supervision/business/due_monday_rules.h"

#include <algorithm>

namespace ocp::supervision {

namespace {

using Samples = std::vector<MachineSample>;
using Figure = std::optional<double> MachineSample::*;

/// How many of the newest samples lie at or above the bound without a break.
std::size_t run_above(Samples const& samples, Figure figure, double bound)
{
    auto const below = std::find_if(samples.rbegin(), samples.rend(),
        [&](MachineSample const& sample) { return (sample.*figure).value_or(0) < bound; });
    return static_cast<std::size_t>(below - samples.rbegin());
}

/// Since when it has been so, unless it already was before the samples begin.
std::optional<Instant> since_above(Samples const& samples, Figure figure, double bound)
{
    auto const run = run_above(samples, figure, bound);
    if (run == 0 || run == samples.size()) return std::nullopt;
    return samples[samples.size() - run].at;
}

std::string place_of(ServerState const& state)
{
    return state.machine + ", " + state.server.address;
}

bool is_lately(std::optional<Instant> at, Instant now)
{
    return at && now - *at < lately;
}

double share(Queue const& queue)
{
    return queue.limit == 0 ? 0 : static_cast<double>(queue.queued) / static_cast<double>(queue.limit);
}

double error_share(ServerState const& state)
{
    return state.recent_requests == 0
        ? 0
        : static_cast<double>(state.recent_errors) / static_cast<double>(state.recent_requests);
}

/// The site has one certificate, whoever looks at it: what was seen last.
std::optional<Instant> certificate_end(std::vector<ServerState> const& states)
{
    ServerState const* newest = nullptr;
    for (auto const& state : states)
        if (state.certificate_until && (!newest || newest->at < state.at)) newest = &state;
    return newest ? newest->certificate_until : std::nullopt;
}

/// Collects what is found.
class Inquiry {
public:
    Inquiry(std::vector<ServerState> const& states,
        std::map<std::string, std::vector<MachineSample>> const& samples,
        std::optional<UpkeepRun> const& upkeep, Instant now)
        : states_{states}
        , samples_{samples}
        , upkeep_{upkeep}
        , now_{now}
    {
    }

    std::vector<Concern> run()
    {
        for (auto const& state : states_) {
            if (is_silent(state, now_))
                about_silence(state);
            else
                about_server(state);
        }
        for (auto const& [machine, state] : spokesmen(states_, now_))
            about_machine(*state);
        if (!states_.empty()) about_backups();
        about_certificate();
        about_upkeep();
        std::stable_sort(found_.begin(), found_.end(),
            [](Concern const& a, Concern const& b) { return a.level > b.level; });
        return std::move(found_);
    }

private:
    void add(Level level, Matter matter, std::string where, std::optional<Instant> since, double figure = 0)
    {
        if (level != Level::Fine) found_.push_back({level, matter, std::move(where), since, figure});
    }

    void about_silence(ServerState const& state)
    {
        auto const* const next = successor_of(state, states_);
        if (!next)
            add(Level::Act, Matter::ServerSilent, place_of(state), state.at);
        else if (now_ - state.at < std::chrono::hours{1})
            add(Level::Attention, Matter::ServerFell, place_of(state), next->server.started_at);
    }

    void about_server(ServerState const& state)
    {
        auto const& server = state.server;
        auto const fullest = std::max({share(server.pages), share(server.staff), share(server.slow)});
        if (fullest >= queue_act) add(Level::Act, Matter::QueueFull, place_of(state), std::nullopt, fullest);
        if (is_lately(state.refused_at, now_))
            add(Level::Act, Matter::RequestsRefused, place_of(state), state.refused_at,
                static_cast<double>(state.refused));
        if (server.outbox_lag && *server.outbox_lag > events_late_from)
            add(Level::Act, Matter::EventsLate, place_of(state), state.at - *server.outbox_lag,
                static_cast<double>(server.outbox_lag->count()) / 1000);
        if (is_lately(state.session_refused_at, now_))
            add(Level::Act, Matter::SessionsLacking, place_of(state), state.session_refused_at,
                static_cast<double>(server.sessions_refused));
        if (auto const errors = error_share(state);
            errors >= errors_act && state.recent_errors >= errors_act_from)
            add(Level::Act, Matter::ErrorsMany, place_of(state), std::nullopt, errors);
        else if (is_lately(state.error_at, now_))
            add(Level::Attention, Matter::ErrorsAnswered, place_of(state), state.error_at,
                static_cast<double>(state.errors));
    }

    void about_machine(ServerState const& state)
    {
        static Samples const none;
        auto const found = samples_.find(state.machine);
        auto const& samples = found == samples_.end() ? none : found->second;
        for (std::size_t i = 0; i < state.figures.volumes.size(); ++i) {
            auto const& volume = state.figures.volumes[i];
            auto const level = storage_level(volume.used());
            auto const bound = level == Level::Act ? storage_act : storage_attention;
            auto const figure = i == 0 ? &MachineSample::storage : &MachineSample::backup_storage;
            add(level, Matter::StorageFull, state.machine + ", " + volume.path,
                since_above(samples, figure, bound), volume.used());
        }
        for (auto const& [level, bound] :
            {std::pair{Level::Act, memory_act}, std::pair{Level::Attention, memory_attention}}) {
            if (run_above(samples, &MachineSample::memory, bound) < memory_minutes) continue;
            add(level, Matter::MemoryShort, state.machine,
                since_above(samples, &MachineSample::memory, bound), samples.back().memory.value_or(0));
            break;
        }
        if (run_above(samples, &MachineSample::cpu, processor_act) >= processor_minutes)
            add(Level::Act, Matter::ProcessorBusy, state.machine,
                since_above(samples, &MachineSample::cpu, processor_act), samples.back().cpu.value_or(0));
    }

    void about_backups()
    {
        auto const backup = newest_backup(states_);
        if (!backup)
            add(Level::Act, Matter::BackupMissing, "", std::nullopt);
        else if (now_ - backup->made_at > backup_old_from)
            add(Level::Act, Matter::BackupOld, "", backup->made_at);
        else if (!backup->readable)
            add(Level::Act, Matter::BackupUnreadable, "", backup->made_at);
    }

    void about_certificate()
    {
        auto const end = certificate_end(states_);
        if (end && *end - now_ < certificate_ending_from)
            add(Level::Act, Matter::CertificateEnding, "", *end,
                std::chrono::duration<double>(*end - now_).count());
    }

    void about_upkeep()
    {
        // Where it never ran, cron has not come round yet, or has no line for it: `check --deploy` says so.
        if (!upkeep_) return;
        if (upkeep_->failure)
            add(Level::Act, Matter::UpkeepFailed, "", upkeep_->begun_at);
        else if (auto const due = due_monday(now_); now_ - due > upkeep_late_from
                 && (upkeep_->due_at < due || (!upkeep_->finished_at && upkeep_->locked_until < now_)))
            add(Level::Act, Matter::UpkeepLate, "", due);
    }

    std::vector<ServerState> const& states_;
    std::map<std::string, std::vector<MachineSample>> const& samples_;
    std::optional<UpkeepRun> const& upkeep_;
    Instant const now_;
    std::vector<Concern> found_;
};

} // namespace

Level storage_level(double used)
{
    if (used >= storage_act) return Level::Act;
    return used >= storage_attention ? Level::Attention : Level::Fine;
}

Level memory_level(double used)
{
    if (used >= memory_act) return Level::Act;
    return used >= memory_attention ? Level::Attention : Level::Fine;
}

bool is_silent(ServerState const& state, Instant now)
{
    return now - state.at > server_silent_from;
}

ServerState const* successor_of(ServerState const& gone, std::vector<ServerState> const& states)
{
    auto const found = std::find_if(states.begin(), states.end(), [&](ServerState const& other) {
        return other.machine == gone.machine && other.server.address == gone.server.address
            && other.server.started_at > gone.server.started_at && other.at > gone.at;
    });
    return found == states.end() ? nullptr : &*found;
}

std::map<std::string, ServerState const*> spokesmen(std::vector<ServerState> const& states, Instant now)
{
    std::map<std::string, ServerState const*> newest;
    for (auto const& state : states) {
        if (is_silent(state, now)) continue;
        auto& known = newest[state.machine];
        if (!known || known->at < state.at) known = &state;
    }
    return newest;
}

std::optional<LastBackup> newest_backup(std::vector<ServerState> const& states)
{
    std::optional<LastBackup> newest;
    for (auto const& state : states)
        if (state.backup && (!newest || newest->made_at < state.backup->made_at)) newest = state.backup;
    return newest;
}

std::optional<Concern> concern_about_mails(mail::QueueFigures const& mails, Instant now)
{
    // That it is stopped is an incident of its own.
    if (mails.stopped_until || !mails.oldest || now - *mails.oldest < mails_late_from) return std::nullopt;
    return Concern{Level::Attention, Matter::MailsLate, "", mails.oldest, static_cast<double>(mails.waiting)};
}

std::optional<Concern> concern_about_payments(payment::TaskFigures const& payments, Instant now)
{
    if (!payments.oldest_due || now - *payments.oldest_due < payments_late_from) return std::nullopt;
    auto const level = now - *payments.oldest_due < payments_late_act ? Level::Attention : Level::Act;
    return Concern{level, Matter::PaymentsLate, "", payments.oldest_due, static_cast<double>(payments.due)};
}

std::optional<Concern> concern_about_seller(std::size_t lacking)
{
    if (lacking == 0) return std::nullopt;
    // It hurts nobody tonight, and is nothing to be called out of bed for.
    return Concern{Level::Attention, Matter::SellerUnknown, "", {}, static_cast<double>(lacking)};
}

std::vector<Concern> concerns(std::vector<ServerState> const& states,
    std::map<std::string, std::vector<MachineSample>> const& samples, std::optional<UpkeepRun> const& upkeep,
    Instant now)
{
    return Inquiry{states, samples, upkeep, now}.run();
}

} // namespace ocp::supervision
