#pragma once

#include "mail/model/mail.h"
#include "payment/model/task.h"
#include "supervision/model/concern.h"
#include "supervision/model/machine_sample.h"
#include "supervision/model/server_state.h"
#include "supervision/model/upkeep_run.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ocp::supervision {

inline constexpr std::chrono::seconds server_silent_from{60}; ///< four words missed
inline constexpr std::chrono::minutes database_away_from{1}; ///< a restart of PostgreSQL is shorter
inline constexpr std::chrono::minutes lately{5};
inline constexpr std::chrono::seconds events_late_from{2};
inline constexpr std::chrono::hours backup_old_from{26};
inline constexpr std::chrono::hours upkeep_late_from{3}; ///< cron asks each half hour
inline constexpr std::chrono::minutes mails_late_from{20}; ///< grey lists ask for less
inline constexpr std::chrono::minutes payments_late_from{10}, payments_late_act{60};
inline constexpr std::chrono::days certificate_ending_from{14}; ///< certbot renews it 30 days before

/// 0 to 1.
inline constexpr double storage_attention = 0.75, storage_act = 0.85;
inline constexpr double memory_attention = 0.90, memory_act = 0.95;
inline constexpr double processor_act = 0.90;
inline constexpr double queue_act = 0.80;
inline constexpr double errors_act = 0.05;
/// One visitor who loads a broken page again and again is no bad evening.
inline constexpr std::uint64_t errors_act_from = 10;
/// For so long without a break.
inline constexpr std::size_t memory_minutes = 5, processor_minutes = 10;

Level storage_level(double used);
Level memory_level(double used);

/// Whether the server has spoken lately enough to be believed.
bool is_silent(ServerState const&, Instant now);

/// The one that serves in the place of another that ended without a word; null when nobody does.
ServerState const* successor_of(ServerState const& gone, std::vector<ServerState> const&);

/// The newest word of each machine's servers, silent ones left out.
std::map<std::string, ServerState const*> spokesmen(std::vector<ServerState> const&, Instant now);

/// The newest backup that any server knows of.
std::optional<LastBackup> newest_backup(std::vector<ServerState> const&);

/// What the queue of mails to customers deserves to be told of; nothing when all is well.
std::optional<Concern> concern_about_mails(mail::QueueFigures const&, Instant now);

/// The same of what Stripe must be asked.
std::optional<Concern> concern_about_payments(payment::TaskFigures const&, Instant now);

/// Of what lacks on invoices (pizzeria::lacking_on_invoices), by count; nothing when nothing does.
std::optional<Concern> concern_about_seller(std::size_t lacking);

/// Everything that deserves a word, the gravest first. `samples`: of each machine, of the last hour, oldest
/// first. `upkeep`: the youngest Monday's work, if there ever was one.
std::vector<Concern> concerns(std::vector<ServerState> const&,
    std::map<std::string, std::vector<MachineSample>> const& samples, std::optional<UpkeepRun> const& upkeep,
    Instant now);

} // namespace ocp::supervision
