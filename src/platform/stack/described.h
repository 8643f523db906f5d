#pragma once

#include "platform/stack/thrown.h"

#include <string>
#include <vector>

namespace ocp::stack {

/// One call, as a person reads it.
struct Frame {
    std::string function; ///< "" when unknown
    std::string file; ///< "src/ocpizza/site.cpp" of this program, a path elsewhere, "" when unknown
    int line = 0;
    bool ours = false; ///< this program's own source
    Address address = nullptr;
};

/// The outermost call first; inlined calls are told apart. What is new takes a tenth of a second
/// (look_apart.h), so this is for a thread that nobody waits for. From any thread, one at a time.
std::vector<Frame> described(std::vector<Address> const& innermost_first);

} // namespace ocp::stack
