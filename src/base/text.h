#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ocp::text {

/// Lower case without accents, what is neither letter nor digit becoming one space: «Saint-Étienne» → "saint
/// etienne".
std::string folded(std::string_view text);
std::string_view trimmed(std::string_view text);
std::string lower_ascii(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
/// The first letter small, as inside a sentence: «Sauce tomate» → «sauce tomate».
std::string uncapitalised(std::string_view text);
/// How many characters (code points) of valid UTF-8.
std::size_t length(std::string_view text);
/// At most `characters` code points of it.
std::string_view cut(std::string_view text, std::size_t characters);

} // namespace ocp::text
