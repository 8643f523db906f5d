#pragma once

#include <string_view>

namespace ocp::http {

/// How much somebody who sent this Accept-Language wants a language ("en"), in thousandths; 0: not at all.
/// "en-GB" and
/// "*" speak for "en" too, the dearest of them; what is malformed says nothing.
int weight_of_language(std::string_view accept_language, std::string_view language);

} // namespace ocp::http
