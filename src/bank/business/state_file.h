#pragma once

#include "bank/business/event_queue.h"
#include "bank/model/payment.h"

#include <string>
#include <vector>

namespace ocp::bank {

/// What outlives the program: everything held, and the events that nobody has taken yet.
struct Kept {
    Holdings holdings;
    std::vector<Event> events;
};

/// Nothing of a file that is not there. Throws std::runtime_error when it is no state of ours.
Kept read_state(std::string const& file);
/// The whole file or none of it. Throws std::runtime_error when it cannot be written.
void write_state(std::string const& file, Kept const&);

} // namespace ocp::bank
