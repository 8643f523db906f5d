#include "ocpizza/alerts/post.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/system_clock.h"
#include "platform/machine/observer.h"

#include <fmt/format.h>
#include <iostream>

namespace ocp::cli {

using supervision::Way;

int try_alerts(Settings const& settings)
{
    auto const ways = alerts::ways_in(settings);
    if (ways.empty()) {
        std::cerr << "ocpizza: neither ALERT_EMAIL nor ALERT_WEBHOOK_URL is set: nobody would be told\n";
        return refused;
    }
    html::Templates const templates;
    auto const now = SystemClock{}.now();
    auto const letter = supervision::letter_to_try(machine::host_name(), settings.public_url, templates, now);
    alerts::Post post{settings};
    int outcome = done;
    for (auto const way : ways) {
        auto const sending = post.send(way, letter, fmt::format("trial-{}", now.ms()), now);
        std::cout << fmt::format("{}: {}\n",
            way == Way::Mail ? "ALERT_EMAIL, " + settings.alert_email : "ALERT_WEBHOOK_URL",
            sending.arrived ? "accepted" : "not accepted: " + sending.failure);
        if (!sending.arrived) outcome = refused;
    }
    return outcome;
}

} // namespace ocp::cli
