#pragma once

#include "platform/db/reader.h"
#include "supervision/model/machine_sample.h"

#include <map>
#include <string>
#include <vector>

namespace ocp::supervision {

/// False when the machine has a sample of that minute already: several servers of a machine sample it.
bool add_sample(db::Transaction&, MachineSample const&);

/// Forgets the oldest hour of what is older than `before`; answers how many samples that were.
std::int64_t prune_samples(db::Transaction&, Instant before);

/// Each machine's samples of [from, to), oldest first.
std::map<std::string, std::vector<MachineSample>> samples_between(
    db::Reader const&, Instant from, Instant to);

/// Each machine's history of [from, to), one point for each `step` that has samples, oldest first. A point
/// begins a whole number of steps after `from`.
std::map<std::string, std::vector<HistoryPoint>> history_between(
    db::Reader const&, Instant from, Instant to, std::chrono::minutes step);

} // namespace ocp::supervision
