#pragma once

#include <string>

namespace ocp::outgoing {

/// What holds for every connection to others.
struct Options {
    std::string user_agent; ///< "ocpizza/1.2.3"
    std::string ca_file; ///< replaces the system's store of certificates; "" for that store
};

} // namespace ocp::outgoing
