#include "clients/stripe/client.h"
#include "ocpizza/alerts/command_outcome.h"
#include "ocpizza/alerts/post.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/database_for_commands.h"
#include "ocpizza/cli/reconcile_words.h"
#include "ocpizza/outgoing_options.h"
#include "ocpizza/payments/note_reconciliation.h"
#include "ocpizza/system_clock.h"
#include "platform/secrets/secrets.h"

#include <iostream>
#include <thread>

namespace ocp::cli {

namespace {

constexpr int not_compared = 2;

order::Reconciliation compare(
    Settings const& settings, db::Database& database, Clock const& clock, ReconcileCall const& call)
{
    secrets::SystemRandom random;
    stripe::Client stripe{outgoing_options(settings),
        {.base_url = settings.stripe_base_url, .secret_key = settings.stripe_secret_key}, random};
    product::CatalogueKeeper catalogue{database};
    pizzeria::ShopDirectory shops{database, clock};
    // Nothing is ordered here: no address is looked for, no link is given out.
    pizzeria::Postcodes const postcodes{""};
    order::OrderDesk const desk{
        database, catalogue, shops, postcodes, "", true, &stripe, settings.public_url};
    return order::reconcile(desk, clock,
        {.back = std::chrono::hours{24} * call.days,
            .gives_back_all = call.refund_orphans,
            .wait = [](std::chrono::seconds time) { std::this_thread::sleep_for(time); }});
}

void say(order::Reconciliation const& seen, ReconcileCall const& call)
{
    for (auto const& difference : seen.differences)
        std::cout << line_of(difference) << '\n';
    if (!seen.trouble && !(call.quiet && seen.differences.empty())) std::cout << sums_of(seen) << '\n';
}

int could_not(Settings const& settings, std::string const& why)
{
    std::cerr << "ocpizza: la comparaison avec Stripe n’a pas pu se faire\u00a0: " << why << ".\n";
    alerts::tell_sentry(settings, "the reconciliation could not be made", why);
    return not_compared;
}

} // namespace

int reconcile(Settings const& settings, ReconcileCall const& call)
try {
    if (settings.stripe_secret_key.empty()) {
        if (!call.quiet) std::cout << "Aucun paiement en ligne\u00a0: STRIPE_SECRET_KEY est vide.\n";
        return done;
    }
    db::Database database{options_for_commands(settings)};
    SystemClock const clock;
    auto const begun = clock.now();
    auto const seen = compare(settings, database, clock, call);
    say(seen, call);
    payments::note_reconciliation(database, alerts::ways_in(settings), seen, begun, clock.now());
    if (seen.trouble) return could_not(settings, words_of(*seen.trouble));
    return seen.is_clean() ? done : refused;
} catch (std::exception const& trouble) {
    return could_not(settings, trouble.what());
}

} // namespace ocp::cli
