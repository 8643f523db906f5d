#include "ocpizza/deploy/deploy_check.h"

namespace ocp::deploy {

namespace {

template <class Wanted>
std::vector<Finding> run(Facts const& facts, Wanted wanted)
{
    std::vector<Finding> all;
    for (auto const topic : all_checks())
        for (auto const& check : topic) {
            if (!wanted(check)) continue;
            auto found = check.found(facts);
            if (found.empty()) continue;
            all.push_back({std::string{check.id}, check.severity, std::move(found), std::string{check.risk},
                std::string{check.cure}});
        }
    return all;
}

} // namespace

std::vector<std::span<Check const>> all_checks()
{
    return {setting_checks(), service_checks(), host_checks(), header_checks(), site_checks(), proxy_checks(),
        database_checks(), data_checks(), backup_checks(), cron_checks(), process_checks()};
}

std::vector<Finding> findings(Facts const& facts)
{
    return run(facts, [](Check const&) { return true; });
}

std::vector<Finding> findings_that_stop_serving(Facts const& facts)
{
    return run(facts, [](Check const& check) { return check.serving == Serving::Stops; });
}

} // namespace ocp::deploy
