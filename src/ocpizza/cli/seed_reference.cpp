#include "ocpizza/cli/seed_reference.h"

#include "base/result.h"
#include "ocpizza/cli/seed_files.h"
#include "ocpizza/cli/seed_rows.h"
#include "order/model/lifecycle.h"

namespace ocp::seeds {

namespace {

std::string text(nlohmann::ordered_json const& object, char const* key)
{
    return object.at(key).get<std::string>();
}

void seed_order_statuses(db::Transaction& tx, Instant now)
{
    Rows rows{"order_status", {"slug", "name", "created_at", "updated_at"}};
    for (std::size_t i = 0; i < order::status_count; ++i) {
        auto const status = static_cast<order::Status>(i);
        if (status != order::Status::New) rows.add(order::slug(status), order::name(status).french, now, now);
    }
    rows.upsert(
        tx, "ON CONFLICT (slug) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at");
}

} // namespace

void seed_reference(db::Transaction& tx, Instant now)
{
    auto const reference = json("reference.json");

    Rows roles{"roles", {"name", "label", "created_at", "updated_at"}};
    for (auto const& role : reference.at("roles"))
        roles.add(text(role, "slug"), text(role, "name"), now, now);
    roles.upsert(
        tx, "ON CONFLICT (name) DO UPDATE SET label = excluded.label, updated_at = excluded.updated_at");

    Rows units{"units", {"name", "symbol", "created_at", "updated_at"}};
    for (auto const& unit : reference.at("units"))
        units.add(text(unit, "name"), text(unit, "symbol"), now, now);
    units.upsert(
        tx, "ON CONFLICT (name) DO UPDATE SET symbol = excluded.symbol, updated_at = excluded.updated_at");

    Rows allergens{"allergens", {"code", "name", "position"}};
    for (int position = 1; auto const& allergen : reference.at("allergens"))
        allergens.add(text(allergen, "code"), text(allergen, "name"), position++);
    allergens.upsert(
        tx, "ON CONFLICT (code) DO UPDATE SET name = excluded.name, position = excluded.position");

    Rows statuses{"payment_status", {"slug", "name", "created_at", "updated_at"}};
    for (auto const& status : reference.at("payment_status"))
        statuses.add(text(status, "slug"), text(status, "name"), now, now);
    statuses.upsert(
        tx, "ON CONFLICT (slug) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at");

    seed_order_statuses(tx, now);
}

void seed_reference(db::Database& database, Instant now)
{
    [[maybe_unused]] auto const done = database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        seed_reference(tx, now);
        return {};
    });
}

} // namespace ocp::seeds
