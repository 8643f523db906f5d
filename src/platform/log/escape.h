#pragma once

#include <string>
#include <string_view>

namespace ocp::log {

/// Appends `text` as a JSON string, quotes included; bytes that are not UTF-8 become U+FFFD.
void append_json(std::string& line, std::string_view text);

/// Appends `text` for a terminal: no control character, no byte that is not UTF-8, one line. Quoted when a
/// blank, a quote or an equals sign would make it ambiguous and `quote` says so.
enum class Quote { WhenNeeded, Never };
void append_plain(std::string& line, std::string_view text, Quote quote);

/// Whether a field of this name would tell a secret.
bool names_a_secret(std::string_view name);

/// The path without its query, each part that may be a token (22 letters or more, as 128 random bits take)
/// cut to four.
std::string without_secrets(std::string_view path);

} // namespace ocp::log
