#pragma once

#include "account/business/rights_rules.h"
#include "account/model/call.h"
#include "platform/db/database.h"
#include "platform/live/hub.h"

namespace ocp::order {

/// The live stream of a shop's orders, for staff: the right is asked again every 30 s, so that a leaver's
/// screen goes silent.
http::Response staff_stream(live::Hub&, db::Database&, account::Call const&, account::Right);

} // namespace ocp::order
