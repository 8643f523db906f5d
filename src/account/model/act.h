#pragma once

#include "base/clock.h"
#include "base/id.h"

#include <string>

namespace ocp::account {

/// Something a person did that must be answered for: a row of `audit`.
struct Act {
    Instant at;
    UserId by;
    PizzeriaId shop;
    std::string action; ///< "order.refund", "order.written_off"
    std::string subject; ///< "order 42"
    std::string details; ///< what they typed or chose
};

/// The same with the first name of who did it.
struct KnownAct {
    Instant at;
    std::string by, action, details;
};

} // namespace ocp::account
