#include "ocpizza/deploy/gather.h"

#include "ocpizza/app.h"
#include "ocpizza/deploy/database_facts_store.h"
#include "ocpizza/deploy/harden_process.h"
#include "platform/db/errors.h"

#include <stdexcept>

namespace ocp::deploy {

namespace {

void look_behind_the_settings(Facts& facts)
{
    try {
        db::Database database{database_options(*facts.settings)};
        facts.database = database_facts(*facts.settings, database);
        // Pages of another schema would say nothing about this program.
        if (facts.database->people) facts.site = site_facts(*facts.settings, database);
    } catch (std::exception const& trouble) {
        facts.not_looked_at.push_back(
            std::string{facts.database ? "the site's answers: " : "database, site's answers: "}
            + trouble.what());
    }
}

template <class Look>
void look_at(std::string const& what, Facts& facts, Look look)
{
    try {
        look();
    } catch (std::exception const& trouble) {
        facts.not_looked_at.push_back(what + ": " + trouble.what());
    }
}

/// At what stands beside the program on this machine.
void look_around(Facts& facts, std::filesystem::path const& root)
{
    auto const& settings = *facts.settings;
    facts.missing_paths = missing_paths(settings);
    facts.proxy = proxy_facts(settings, root);
    look_at("the backups", facts, [&] { facts.backups = backup_facts(settings, root); });
    look_at("the site's certificate", facts,
        [&] { facts.certificate_left = certificate_left(settings, facts.proxy); });
    look_at("Stripe's webhooks", facts, [&] { facts.stripe = stripe_facts(settings); });
}

} // namespace

Facts gather(
    SettingSources const& sources, std::filesystem::path const& dotenv, std::filesystem::path const& root)
{
    Facts facts;
    facts.dotenv = dotenv_file(dotenv);
    harden_process();
    facts.process = process_facts();
    facts.cron = cron_facts(root);
    facts.readable_log = readable_log(root);
    auto settings = load_settings(sources);
    if (!settings) {
        facts.faults = std::move(settings.error());
        return facts;
    }
    facts.settings = *std::move(settings);
    look_behind_the_settings(facts);
    look_around(facts, root);
    return facts;
}

} // namespace ocp::deploy
