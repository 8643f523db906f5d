#pragma once

#include <vector>

/// Where in the program something happened.
namespace ocp::stack {

/// A return address.
using Address = void*;

/// From now on each throw of this process notes where it stands: a microsecond or two beside what a throw
/// costs anyway. A build with sanitizers notes nothing: they watch throws themselves.
void watch_throws();
bool can_watch_throws();

/// Inside a `catch`: where the exception was thrown that is being handled, the innermost call first. Empty
/// when throws were not watched, or when four others came after it in this thread.
std::vector<Address> of_current_exception();

} // namespace ocp::stack
