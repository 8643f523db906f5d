#pragma once

#include <string>
#include <string_view>

namespace ocp::http {

/// What a person meant by what a field of one line holds (valid UTF-8): a blank for each end of line and tab,
/// no other control character, none of the marks that turn the direction of what stands after them on a
/// kitchen's board or in a mail (reliability.md §5), no blanks around.
std::string typed_text(std::string_view raw);

} // namespace ocp::http
