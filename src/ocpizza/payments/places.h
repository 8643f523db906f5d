#pragma once

#include "base/id.h"

#include <string>

namespace ocp::payments {

/// By which the technical team finds it, in incidents and in the log.
inline std::string place_of(OrderId order)
{
    return "order " + std::to_string(order.value());
}

} // namespace ocp::payments
