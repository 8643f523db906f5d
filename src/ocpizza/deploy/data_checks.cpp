#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/words.h"

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;

PeopleFacts const* people(Facts const& facts)
{
    return facts.database && facts.database->people ? &*facts.database->people : nullptr;
}

std::string schema_behind(Facts const& facts)
{
    return when(facts.database && facts.database->schema_is_behind,
        "the schema is behind this program: run `ocpizza migrate` first");
}

std::string schema_ahead(Facts const& facts)
{
    return facts.database ? listed(facts.database->schema_ahead) : "";
}

std::string schema_changed(Facts const& facts)
{
    return facts.database ? listed(facts.database->schema_faults) : "";
}

std::string schema_drift(Facts const& facts)
{
    return facts.database ? listed(facts.database->drift) : "";
}

std::string no_admin(Facts const& facts)
{
    auto const* one = people(facts);
    return when(one && one->administrators == 0, "nobody has the administrator's role and a password");
}

std::string default_account(Facts const& facts)
{
    auto const* one = people(facts);
    return one ? listed(one->default_accounts) : "";
}

std::string accounts(Facts const& facts)
{
    auto const* one = people(facts);
    return one ? listed(one->account_faults) : "";
}

std::string demo_data(Facts const& facts)
{
    auto const* one = people(facts);
    return when(one && one->demo_customers > 0,
        std::to_string(one ? one->demo_customers : 0) + " customers of the demo group are in the database");
}

std::string legal_facts(Facts const& facts)
{
    auto const lacking = facts.database ? listed(facts.database->lacking_legal_facts) : "";
    return lacking.empty() ? "" : "the group has not said its " + lacking;
}

constexpr Check checks[] = {
    {"schema-behind", Error, Stops, schema_behind, "pages ask for tables that are not there",
        "ocpizza migrate"},
    {"schema-ahead", Error, Goes, schema_ahead, "an old program does not know what the newer one keeps",
        "deploy the newest program"},
    {"schema-changed", Error, Stops, schema_changed, "program and database do not come from one history",
        "find the program that migrated this database"},
    {"schema-drift", Error, Goes, schema_drift,
        "somebody altered the tables by hand: what is kept may be lost",
        "bring the columns back to what the migrations say"},
    {"no-admin", Error, Goes, no_admin, "nobody can give anybody a right", "ocpizza create-admin"},
    {"default-account", Error, Goes, default_account, "the password stands in the program's repository",
        "change the password, or remove the account's roles"},
    {"accounts", Error, Goes, accounts, "somebody cannot sign in, or signs in as another",
        "write addresses in small letters, one account each; ocpizza migrate brings roles back, CREATE "
        "UNIQUE INDEX "
        "what forbids a second account"},
    {"demo-data", Warning, Goes, demo_data, "invented customers and orders spoil every figure",
        "begin with an empty database"},
    {"legal-facts", Error, Goes, legal_facts,
        "no invoice can be issued, and the legal pages have holes in them",
        "ocpizza legal NAME=VALUE..., with what the group is registered as"},
};

} // namespace

std::span<Check const> data_checks()
{
    return checks;
}

} // namespace ocp::deploy
