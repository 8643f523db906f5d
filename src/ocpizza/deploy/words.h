#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ocp::deploy {

/// "one; two; three", the rest counted when there are more than five.
std::string listed(std::vector<std::string> const& words);

/// The sentence when it holds, "" otherwise.
inline std::string when(bool holds, std::string_view sentence)
{
    return holds ? std::string{sentence} : std::string{};
}

/// The host of a URL that was checked, in lower case, its port cut off.
std::string host_of(std::string_view url);

/// Whether an address or a name means this very machine.
bool is_this_machine(std::string_view host);

} // namespace ocp::deploy
