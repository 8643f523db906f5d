#pragma once

#include "account/model/call.h"
#include "order/business/run_kitchen.h"
#include "platform/html/view.h"

namespace ocp::delivery {

/// The driver's list: own stops first, then what is ready, then what still is in the kitchen.
html::View run_view(order::Run const&, account::Call const&);

} // namespace ocp::delivery
