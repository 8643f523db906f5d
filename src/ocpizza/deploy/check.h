#pragma once

#include "ocpizza/deploy/facts.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::deploy {

enum class Severity { Warning, Error };

/// Whether `serve` starts in production in spite of it.
enum class Serving { Goes, Stops };

/// One question to the facts.
struct Check {
    std::string_view id; ///< as in docs/exploitation.md
    Severity severity;
    Serving serving;
    /// What is wrong, "" when nothing is or the fact is not there. Never a secret.
    std::string (*found)(Facts const&);
    std::string_view risk;
    std::string_view cure;
};

/// By topic.
std::span<Check const> setting_checks();
std::span<Check const> service_checks();
std::span<Check const> host_checks();
std::span<Check const> header_checks();
std::span<Check const> site_checks();
std::span<Check const> database_checks();
std::span<Check const> data_checks();
std::span<Check const> backup_checks();
std::span<Check const> cron_checks();
std::span<Check const> proxy_checks();
std::span<Check const> process_checks();

/// All of them, in the order in which they report.
std::vector<std::span<Check const>> all_checks();

} // namespace ocp::deploy
