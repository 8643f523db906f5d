#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ocp::deploy {

/// What a small file says; "" when it cannot be read.
std::string text_of(std::filesystem::path const&);

/// The files and links of a folder, in the order of their names; none when it cannot be read.
std::vector<std::filesystem::path> files_in(std::filesystem::path const& folder);

/// Whether any user of the machine can read it: folders above let everybody through, and so does the file.
bool is_open_to_all(std::filesystem::path const&);

} // namespace ocp::deploy
