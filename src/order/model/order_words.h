#pragma once

#include "order/model/order.h"

#include <string>
#include <string_view>

namespace ocp::order {

/// «2 Reine 31 cm, 1 Margherita 26 cm».
std::string summary_with_sizes(OrderView const&);

/// "06 39 98 12 34" for a French number in E.164, others as they are.
std::string readable_phone(std::string_view e164);

} // namespace ocp::order
