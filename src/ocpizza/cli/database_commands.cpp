#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/data_checks.h"
#include "ocpizza/cli/database_for_commands.h"
#include "ocpizza/cli/seed_demo.h"
#include "ocpizza/cli/seed_reference.h"
#include "ocpizza/system_clock.h"
#include "platform/db/migrations.h"
#include "platform/secrets/secrets.h"

#include <iostream>

namespace ocp::cli {

int migrate(Settings const& settings)
{
    db::Database database{options_for_commands(settings)};
    auto const applied = db::migrate(database);
    seeds::seed_reference(database, SystemClock{}.now());
    if (applied == 0)
        std::cout << "The schema is up to date.\n";
    else
        std::cout << applied << " migration" << (applied == 1 ? "" : "s") << " applied.\n";
    return done;
}

int migrate_status(Settings const& settings)
{
    db::Database database{options_for_commands(settings)};
    auto const state = db::schema_state(database);
    for (auto const& one : state.migrations)
        std::cout << (one.applied ? "applied  " : "missing  ") << one.name << '\n';
    for (auto const& newer : state.ahead)
        std::cout << newer << '\n';
    for (auto const& fault : state.faults)
        std::cerr << "ocpizza: " << fault << '\n';
    return state.behind || !state.faults.empty() ? refused : done;
}

int seed_reference(Settings const& settings)
{
    db::Database database{options_for_commands(settings)};
    seeds::seed_reference(database, SystemClock{}.now());
    std::cout << "Reference data is up to date.\n";
    return done;
}

int seed_demo(Settings const& settings, std::size_t shops, std::int64_t orders)
{
    if (settings.app_env == Environment::Production) {
        std::cerr << "ocpizza: the demo group does not go into production (APP_ENV=production)\n";
        return refused;
    }
    db::Database database{options_for_commands(settings)};
    seeds::seed_reference(database, SystemClock{}.now());
    auto const made = seeds::seed_demo(database, SystemClock{}.now(),
        {.shops = shops,
            .orders = orders,
            .tracking_key = secrets::derive_key(settings.secret_key, "tracking link")});
    std::cout << (made ? seeds::summary(*made) : "Pizzerias are there already: nothing was changed.") << '\n';
    return done;
}

int check(Settings const& settings)
{
    db::Database database{options_for_commands(settings)};
    auto const state = db::schema_state(database);
    for (auto const& newer : state.ahead)
        std::cout << newer << '\n';
    for (auto const& fault : state.faults)
        std::cerr << "ocpizza: " << fault << '\n';
    if (state.behind) std::cerr << "ocpizza: the schema is behind this program: run `ocpizza migrate`\n";
    if (state.behind || !state.faults.empty()) return refused;
    std::cout << "Settings, database and schema are in order.\n";
    return done;
}

int check_data(Settings const& settings)
{
    auto options = options_for_commands(settings);
    // Reads everything, in one moment: a standby can do that as well.
    if (!settings.database_replica_url.empty()) options.url = settings.database_replica_url;
    db::Database database{options};
    auto const faults = checks::data_faults(database);
    for (auto const& fault : faults) {
        std::cerr << fault.id << ": " << fault.sentence << " (" << fault.count << ")\n";
        for (auto const& place : fault.places)
            std::cerr << "    " << place << '\n';
    }
    if (!faults.empty()) return refused;
    std::cout << "Every promise of the data holds.\n";
    return done;
}

} // namespace ocp::cli
