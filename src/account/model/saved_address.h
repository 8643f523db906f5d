#pragma once

#include "base/id.h"

#include <optional>
#include <string>

namespace ocp::account {

/// An address a person kept, located when it was first delivered to.
struct SavedAddress {
    AddressId id;
    std::string line, postcode, city;
    std::optional<double> latitude, longitude;
    bool is_default;
};

} // namespace ocp::account
