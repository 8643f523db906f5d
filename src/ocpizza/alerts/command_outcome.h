#pragma once

#include "ocpizza/settings.h"
#include "platform/db/database.h"

#include <string_view>

/// What becomes of the commands that cron runs at night, told to who must know. None of these throws: the
/// command's own answer is what counts.
namespace ocp::alerts {

/// To Sentry. `what`: "the weekly work failed"; `why`: the error.
void tell_sentry(Settings const&, std::string_view what, std::string_view why) noexcept;

/// Begins an incident of this machine, which a serving process tells; and to Sentry.
void backup_failed(Settings const&, db::Options const&, std::string_view why) noexcept;
/// Ends it.
void backup_made(Settings const&, db::Options const&) noexcept;

} // namespace ocp::alerts
