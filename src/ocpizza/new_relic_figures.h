#pragma once

#include "clients/new_relic/client.h"

#include <memory>

namespace ocp {

struct App;

/// Tells New Relic how machine and server are, once an interval (spec §6, watch): the figures of the
/// operations manual, and a few of this server's. Nothing without NEW_RELIC_LICENSE_KEY. To be ended before
/// the app.
std::unique_ptr<new_relic::Client> tell_new_relic(App const&);

} // namespace ocp
