#pragma once

#include "base/clock.h"
#include "mail/model/mail.h"
#include "payment/model/task.h"
#include "platform/machine/figures.h"
#include "platform/metrics/request_counts.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::supervision {

struct Queue {
    std::size_t queued = 0, limit = 0;
};

/// What a serving process knows of itself without looking anything up.
struct ServerFigures {
    std::string address; ///< where it listens, "127.0.0.1:8000"
    std::string version, environment;
    Instant started_at;

    Queue pages, staff, slow; ///< requests that wait for a worker
    Queue connections, streams; ///< open ones
    std::size_t in_flight = 0; ///< requests begun and not answered
    Queue sessions; ///< of the database: in use, and in all
    std::uint64_t session_waits = 0, sessions_refused = 0; ///< so far
    std::optional<std::chrono::milliseconds> outbox_lag; ///< nothing: its events were never read
    std::uint64_t kept_pages_fresh = 0, kept_pages_old = 0; ///< asked for so far
    std::uint64_t log_lines_dropped = 0;
    mail::QueueFigures mails; ///< of all servers; each looks for itself
    payment::TaskFigures payments; ///< likewise

    metrics::RequestCounts::Seen requests;
    std::vector<metrics::SlowRoute> slowest; ///< of the last hour
};

/// The newest backup in a server's BACKUP_DIR.
struct LastBackup {
    Instant made_at;
    std::uint64_t size = 0; ///< bytes
    bool encrypted = false;
    bool readable = false; ///< whether its manifest could be read
};

/// How a serving process stands, as it tells all others.
struct ServerState {
    std::string machine;
    std::int64_t pid = 0;
    Instant at; ///< when it said so

    ServerFigures server; ///< without the counts of its requests, but for these:
    std::uint64_t requests = 0, errors = 0, refused = 0; ///< so far; errors: 5xx answers
    std::optional<double> requests_per_minute;
    std::uint64_t recent_requests = 0, recent_errors = 0; ///< of the last five minutes
    std::optional<Instant> refused_at, error_at, session_refused_at; ///< last

    machine::Figures figures;
    std::optional<LastBackup> backup;
    std::optional<Instant> certificate_until; ///< of PUBLIC_URL; nothing when it could not be seen
};

/// As JSON. What another version of the program wrote is read as far as it is understood; nothing when it is
/// no JSON object.
std::string to_text(ServerState const&);
std::optional<ServerState> server_state_from(
    std::string machine, std::int64_t pid, Instant at, std::string_view text);

} // namespace ocp::supervision
