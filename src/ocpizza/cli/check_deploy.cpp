#include "ocpizza/cli/commands.h"
#include "ocpizza/deploy/deploy_check.h"
#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/harden_process.h"
#include "ocpizza/deploy/report.h"
#include "platform/log/log.h"

#include <fcntl.h>
#include <iostream>

namespace ocp::cli {

namespace {

/// What we ask ourselves is nobody's business.
class SilentLog {
public:
    SilentLog() { log::start(log::Format::Json, open("/dev/null", O_WRONLY | O_CLOEXEC)); }
    ~SilentLog() { log::stop(); }
    SilentLog(SilentLog const&) = delete;
    SilentLog& operator=(SilentLog const&) = delete;
};

deploy::Facts gathered_in_silence(SettingSources const& sources, std::string const& root)
{
    SilentLog const silence;
    return deploy::gather(sources, ".env", root);
}

} // namespace

int check_deploy(SettingSources const& sources, DeployCall const& call)
{
    auto const facts = gathered_in_silence(sources, call.root);
    auto const found = deploy::findings(facts);
    std::cout << (call.as_json ? deploy::json(found) : deploy::words(found));
    for (auto const& what : facts.not_looked_at)
        std::cerr << "ocpizza: could not look at " << what << '\n';
    if (!call.as_json && found.empty() && facts.not_looked_at.empty())
        std::cout << "The deployment is in order.\n";
    return deploy::exit_code(found, facts);
}

bool may_serve(Settings const& settings)
{
    if (settings.app_env != Environment::Production) return true;
    deploy::Facts facts;
    facts.settings = settings;
    auto const found = deploy::findings_that_stop_serving(facts);
    for (auto const& finding : found)
        std::cerr << "ocpizza: " << finding.found << '\n';
    if (found.empty()) deploy::harden_process();
    return found.empty();
}

} // namespace ocp::cli
