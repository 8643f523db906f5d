#pragma once

#include "platform/html/view.h"
#include "supervision/model/incident.h"

#include <string>
#include <string_view>

namespace ocp::supervision {

/// What operators are told of an incident, for every way of telling.
struct Letter {
    std::string subject; ///< one line
    std::string text, html;
    std::string json; ///< for a webhook: the same in parts, and `text` for chats that show that
};

/// `site`: PUBLIC_URL, under which supervision is to be found.
Letter letter_of(Incident const&, News, std::string_view site, html::Templates const&);
/// To try whether letters arrive. `machine`: who tries.
Letter letter_to_try(std::string_view machine, std::string_view site, html::Templates const&, Instant now);

} // namespace ocp::supervision
