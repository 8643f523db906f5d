#pragma once

namespace ocp {

struct App;

/// The one table of who inside the process hears which event.
void listen_to_events(App&);

} // namespace ocp
