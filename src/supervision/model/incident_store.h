#pragma once

#include "platform/db/reader.h"
#include "supervision/model/incident.h"

#include <chrono>
#include <optional>
#include <vector>

namespace ocp::supervision {

/// False when another server has looked since `last`; else nobody but this one looks until the transaction
/// ends.
bool begin_round(db::Transaction&, Instant last, Instant now);

std::vector<Incident> incidents_going_on(db::Reader const&);
std::optional<Incident> find_incident_going_on(db::Reader const&, Matter, std::string const& place);

/// Answers its id. There must be none of the matter and place that goes on.
std::int64_t add_incident(db::Transaction&, Concern const&, Instant now);
void mark_seen(db::Transaction&, std::int64_t incident, double figure, Instant now);
void mark_resolved(db::Transaction&, std::int64_t incident, Instant now);

void add_notice(db::Transaction&, std::int64_t incident, News, Way, Instant now);
/// The next one that is due, with its try counted, and nobody else's until `until`. What was to be told
/// earlier of the same incident by the same way goes first.
std::optional<Notice> take_notice(db::Transaction&, Instant now, Instant until);
/// Told, or given up because of `failure`.
void end_notice(db::Transaction&, Notice const&, std::optional<std::string> const& failure, Instant now);
void put_off_notice(db::Transaction&, Notice const&, std::string const& failure, Instant next);

/// The youngest, those that go on first.
std::vector<ToldIncident> recent_incidents(db::Reader const&, int limit);
/// Ends all of them and whatever was to be told of them, in silence.
void close_incidents(db::Transaction&, Instant now);
/// Forgets what was over before that moment, `limit` at most; answers how many.
std::int64_t remove_old_incidents(db::Transaction&, Instant before, std::int64_t limit);

} // namespace ocp::supervision
