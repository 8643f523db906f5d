#pragma once

#include "base/clock.h"
#include "platform/http/response.h"
#include "supervision/model/server_state.h"

namespace ocp {

struct App;

/// What this process knows of itself; safe from any thread, waits for nothing.
supervision::ServerFigures server_figures(App const&, Instant started_at);

/// The answer of /metrics: so much memory and some locks held for a moment, never the database.
http::Response metrics_answer(App const&);

} // namespace ocp
