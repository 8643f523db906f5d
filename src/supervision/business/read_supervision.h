#pragma once

#include "mail/model/mail.h"
#include "payment/model/task.h"
#include "platform/db/reader.h"
#include "supervision/business/watch_rules.h"
#include "supervision/model/incident.h"
#include "supervision/model/machine_sample.h"
#include "supervision/model/server_state.h"

#include <map>
#include <vector>

namespace ocp::supervision {

/// How far back a page looks.
enum class Period { Hour, Day, Week };

struct Span {
    std::chrono::minutes length, step;
};
/// Between 60 and 96 points each.
Span span_of(Period);

/// Everything the page of supervision shows.
struct Supervision {
    std::vector<ServerState> servers; ///< silent ones too
    std::optional<UpkeepRun> upkeep; ///< the youngest Monday's work
    std::vector<Concern> concerns; ///< the gravest first
    mail::QueueFigures mails; ///< to customers
    payment::TaskFigures payments; ///< what Stripe must be asked
    std::vector<ToldIncident> incidents; ///< the last ones, those that go on first
    Instant from, to; ///< of the history: whole steps, the last one still going on
    std::chrono::minutes step;
    std::map<std::string, std::vector<HistoryPoint>> history; ///< by machine
};

/// What `concerns` says of how all servers stand, and what commands have found.
std::vector<Concern> concerns_now(db::Reader const&, Instant now);

/// Call it in a snapshot.
Supervision read_supervision(db::Reader const&, Period, Instant now);

} // namespace ocp::supervision
