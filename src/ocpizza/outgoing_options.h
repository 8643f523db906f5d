#pragma once

#include "ocpizza/settings.h"
#include "ocpizza/version.h"
#include "platform/outgoing/options.h"

namespace ocp {

/// What holds for every connection to others, by these settings.
inline outgoing::Options outgoing_options(Settings const& settings)
{
    return {.user_agent = "ocpizza/" + std::string{version}, .ca_file = settings.http_ca_file};
}

} // namespace ocp
