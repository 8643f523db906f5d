#pragma once

#include <filesystem>
#include <string>

namespace ocp::backup {

/// The 32 bytes that encrypt dumps, from a file that holds them in hexadecimal or base64 and that nobody but
/// its owner may read. Throws std::runtime_error that says what is wrong, never what stands in it.
std::string key_in(std::filesystem::path const&);

} // namespace ocp::backup
