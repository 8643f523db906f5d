#pragma once

#include <vector>

/// Where in the program something happened.
namespace ocp::stack {

/// A return address.
using Address = void*;

/// From here to its end each throw of this thread notes where it stands: some microseconds beside what a
/// throw costs anyway. A build with sanitizers notes nothing: they watch throws themselves.
class Watching {
public:
    Watching();
    ~Watching();
    Watching(Watching const&) = delete;
    Watching& operator=(Watching const&) = delete;
};
bool can_watch();

/// Loads what watching needs; once, before the first throw that is watched.
void prepare_to_watch();

/// Inside a `catch`: where the exception was thrown that is being handled, the innermost call first. Empty
/// when throws were not watched, or when four others came after it in this thread.
std::vector<Address> of_current_exception();

} // namespace ocp::stack
