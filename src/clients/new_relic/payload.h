#pragma once

#include "clients/new_relic/metrics.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ocp::new_relic {

struct Payload {
    std::vector<std::string> bodies; ///< JSON, each within a post's limit of 1 MB
    std::size_t left_out = 0; ///< metrics of a name or a value that the API does not take
};

/// `common`: attributes that every metric of the batch gets.
Payload payload_of(Batch const&, Attributes const& common);

} // namespace ocp::new_relic
