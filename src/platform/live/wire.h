#pragma once

#include "platform/outbox/outbox.h"

#include <memory>
#include <string>

namespace ocp::live {

/// Server-Sent Events as they travel; shared, because one event goes to many clients.
using Bytes = std::shared_ptr<std::string const>;

Bytes event_on_the_wire(outbox::Delivered const& delivered);
/// Moves the client's Last-Event-ID without telling it anything.
Bytes place_on_the_wire(outbox::Cursor const& cursor);
Bytes heartbeat_on_the_wire(outbox::Cursor const& cursor);
/// Something may have been missed: the client loads its state again.
Bytes reset_on_the_wire(outbox::Cursor const& cursor);
/// How long the browser waits before it comes back.
Bytes retry_on_the_wire(int milliseconds);

} // namespace ocp::live
