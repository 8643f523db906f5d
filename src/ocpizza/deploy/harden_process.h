#pragma once

namespace ocp::deploy {

/// What the serving program does for itself: no core is ever written of a process that holds keys, and it may
/// open as many files as the machine lets it.
void harden_process();

} // namespace ocp::deploy
