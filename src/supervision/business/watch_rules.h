#pragma once

#include "supervision/model/machine_sample.h"
#include "supervision/model/server_state.h"
#include "supervision/model/upkeep_run.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ocp::supervision {

/// Worth knowing, or somebody must act: only the latter is red (ux.md, operations).
enum class Level { Fine, Attention, Act };

enum class Matter {
    ServerSilent, ///< a serving process says nothing more and nobody took its place
    ServerFell, ///< it ended without a word, another serves in its place
    QueueFull,
    RequestsRefused,
    EventsLate,
    SessionsLacking,
    ErrorsAnswered,
    StorageFull,
    MemoryShort,
    ProcessorBusy,
    BackupMissing,
    BackupOld,
    BackupUnreadable,
    UpkeepFailed, ///< Monday's work: some of it could not be done
    UpkeepLate, ///< nobody has done it though it is due
};

/// Something that an operator should know, where, and since when if that is known.
struct Concern {
    Level level = Level::Fine;
    Matter matter = Matter::ServerSilent;
    std::string where; ///< machine, machine and address, or folder; "" for the whole
    std::optional<Instant> since;
    double figure = 0; ///< share, count or seconds, as the matter has it
};

inline constexpr std::chrono::seconds server_silent_from{60}; ///< four words missed
inline constexpr std::chrono::minutes lately{5};
inline constexpr std::chrono::seconds events_late_from{2};
inline constexpr std::chrono::hours backup_old_from{26};
inline constexpr std::chrono::hours upkeep_late_from{3}; ///< cron asks each half hour

/// 0 to 1.
inline constexpr double storage_attention = 0.75, storage_act = 0.85;
inline constexpr double memory_attention = 0.90, memory_act = 0.95;
inline constexpr double processor_act = 0.90;
inline constexpr double queue_act = 0.80;
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

/// Everything that deserves a word, the gravest first. `samples`: of each machine, of the last hour, oldest
/// first. `upkeep`: the youngest Monday's work, if there ever was one.
std::vector<Concern> concerns(std::vector<ServerState> const&,
    std::map<std::string, std::vector<MachineSample>> const& samples, std::optional<UpkeepRun> const& upkeep,
    Instant now);

} // namespace ocp::supervision
