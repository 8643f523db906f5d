#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>
#include <vector>

namespace ocp::smtp {

/// One message for one person. Texts are UTF-8.
struct Mail {
    std::string to; ///< address alone
    std::string subject;
    std::string text; ///< lines end in \n
    std::string html; ///< the same, for who reads it so
    std::string id; ///< left of the @ in Message-ID: the same whenever this mail is tried again
    Instant written_at;
};

/// "name@host" out of that or of "Name <name@host>".
std::string_view address_in(std::string_view mailbox);

/// The head of the message, a line each: "Subject: ...". What is not ASCII is encoded, long lines are folded.
/// `from`: "name@host" or "Name <name@host>". Throws std::invalid_argument where an address or a subject
/// holds a control character: a line more would be a header more.
std::vector<std::string> headers_of(Mail const&, std::string_view from);

/// The whole message as a file, to be opened in any mail program.
std::string file_text(Mail const&, std::string_view from);

} // namespace ocp::smtp
