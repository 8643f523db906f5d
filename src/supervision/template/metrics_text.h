#pragma once

#include "platform/machine/figures.h"
#include "supervision/model/server_state.h"

#include <string>

namespace ocp::supervision {

/// What /metrics answers: this server and its machine, as Prometheus reads it. Nothing of the business.
std::string metrics_text(ServerFigures const&, machine::Figures const&, Instant now);

} // namespace ocp::supervision
