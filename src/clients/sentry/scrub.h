#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ocp::sentry {

/// The text without what tells of a person or opens a door: e-mail and street addresses, telephone numbers,
/// values behind names like secret, token, cookie or key, anything that looks like a token, query strings,
/// and the row that PostgreSQL quotes behind DETAIL. What was there is named in brackets. Names of people
/// cannot be told from other words: they must not get into messages in the first place.
std::string scrubbed(std::string_view text);

/// The longest beginning of that many bytes that does not end within a letter.
std::string_view cut(std::string_view text, std::size_t bytes);

} // namespace ocp::sentry
