#pragma once

#include "base/clock.h"
#include "platform/db/database.h"
#include "platform/machine/observer.h"
#include "supervision/business/minute.h"
#include "supervision/business/recent_answers.h"
#include "supervision/model/incident.h"
#include "supervision/model/server_state.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ocp::supervision {

/// The sampler: one thread that looks at the machine and at this server, tells the database how they stand
/// every 15 s, and keeps the machine's figures minute by minute. Whichever server's turn it is looks at all
/// of them and begins and ends incidents. Without the database it goes on looking.
class Watch {
public:
    struct Options {
        std::string machine = machine::host_name();
        std::vector<std::filesystem::path> folders; ///< whose volumes are watched, the program's own first
        std::filesystem::path backups; ///< BACKUP_DIR
        std::vector<Way> ways; ///< by which operators are told
        /// When the site's certificate ends, asked once an hour; may take seconds.
        std::function<std::optional<Instant>()> certificate_end = [] { return std::nullopt; };
        /// Notices wait in the database.
        std::function<void()> on_notices = [] {};
        /// The database, in which it could have been written, is away for a minute; or back again, resolved.
        std::function<void(Incident const&)> on_unwritten = [](Incident const&) {};
        std::chrono::milliseconds first{1000}; ///< between the first look and the second
        std::chrono::milliseconds rhythm{15'000}; ///< between all others
    };
    /// `figures`: what this server knows of itself; asked in the watch's thread and by `server`.
    Watch(db::Database&, Clock const&, std::function<ServerFigures()> figures, Options);
    ~Watch();
    Watch(Watch const&) = delete;
    Watch& operator=(Watch const&) = delete;

    void start();
    /// Ends the thread and takes this server's leave of the others.
    void stop();

    /// What the thread does each time; for who has no thread.
    void look();

    /// What the last look saw; safe from any thread, waits for nothing.
    machine::Figures newest() const;
    ServerFigures server() const { return figures_(); }
    std::string const& machine() const { return options_.machine; }

private:
    void run();
    void look_at_the_machine(Instant now);
    ServerState state_now(Instant now);
    void tell(std::optional<MachineSample> const& past, Instant now);
    void database_answers(Instant now);
    void database_is_away(std::string_view what, Instant now);

    db::Database& database_;
    Clock const& clock_;
    std::function<ServerFigures()> const figures_;
    Options const options_;
    machine::Observer const observer_;

    machine::Look before_;
    Minute minute_;
    ServerState state_; ///< as it was told last
    RecentAnswers recent_;
    std::optional<Instant> certificate_until_;
    Instant certificate_seen_at_;
    std::optional<Instant> away_since_;
    bool away_is_told_ = false;
    bool is_blind_ = false; ///< the last look failed

    mutable std::mutex mutex_;
    std::condition_variable ended_;
    bool ending_ = false;
    machine::Figures newest_;
    std::thread thread_;
};

} // namespace ocp::supervision
