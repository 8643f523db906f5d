#pragma once

#include "ocpizza/settings.h"
#include "platform/db/database.h"

namespace ocp::cli {

/// Two sessions and no time limits: migrations, seeds and checks take the time they take.
inline db::Options options_for_commands(Settings const& settings)
{
    db::Options options;
    options.url = settings.database_url;
    options.ssl_mode = settings.db_sslmode;
    options.sessions = 2;
    options.statement_timeout = std::chrono::milliseconds{0};
    options.lock_timeout = std::chrono::milliseconds{0};
    options.idle_in_transaction_timeout = std::chrono::milliseconds{0};
    return options;
}

} // namespace ocp::cli
