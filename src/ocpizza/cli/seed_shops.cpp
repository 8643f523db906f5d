#include "ocpizza/cli/seed_shops.h"

#include "ocpizza/cli/seed_files.h"
#include "ocpizza/cli/seed_rows.h"

#include <cmath>
#include <numbers>

namespace ocp::seeds {

namespace {

using Json = nlohmann::ordered_json;

std::string text(Json const& object, char const* key)
{
    return object.at(key).get<std::string>();
}

int minutes(std::string const& clock)
{
    return std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3));
}

std::vector<pizzeria::OpeningHours> hours_of(Json const& shop)
{
    std::vector<pizzeria::OpeningHours> hours;
    for (auto const& service : shop.at("opening_hours"))
        hours.push_back({service.at("weekday").get<int>(), minutes(text(service, "from")),
            minutes(text(service, "to")), std::nullopt});
    return hours;
}

pizzeria::Capacity capacity_of(Json const& capacity)
{
    return {capacity.at("load_points").get<std::int64_t>(), capacity.at("oven_pizzas").get<std::int64_t>(),
        capacity.at("drivers").get<std::int64_t>()};
}

/// Where the round-th further shop of a quarter opens: 1.2 km away at first, each in another direction.
pizzeria::Position around(pizzeria::Position centre, std::size_t round)
{
    if (round == 0) return centre;
    static constexpr double degrees_per_km = 1 / 111.2;
    auto const turn = static_cast<double>(round) * 2.39996; // the golden angle: no two in one line
    auto const away = 1.2 * std::sqrt(static_cast<double>(round)) * degrees_per_km;
    auto const narrowing = std::cos(centre.latitude * std::numbers::pi / 180);
    return {centre.latitude + away * std::sin(turn), centre.longitude + away * std::cos(turn) / narrowing};
}

std::int64_t seed_address(db::Transaction& tx, Json const& address, pizzeria::Position position, Instant now)
{
    return tx.insert(R"sql(
        INSERT INTO addresses (line, city, postcode, region, country, latitude, longitude, created_at, updated_at)
        VALUES (:line, :city, :postcode, :region, :country, :latitude, :longitude, :now, :now) RETURNING id)sql",
        {{"line", text(address, "line")}, {"city", text(address, "city")},
            {"postcode", text(address, "postcode")}, {"region", text(address, "region")},
            {"country", text(address, "country")}, {"latitude", position.latitude},
            {"longitude", position.longitude}, {"now", now}});
}

SeededShop seed_shop(db::Transaction& tx, Json const& shop, std::size_t round, Instant now)
{
    auto const number = round == 0 ? "" : std::to_string(round + 1);
    pizzeria::Position const centre{shop.at("latitude").get<double>(), shop.at("longitude").get<double>()};
    auto const& zone = shop.at("delivery_zone");
    SeededShop seeded{PizzeriaId{0}, text(shop, "name") + (round == 0 ? "" : " ") + number,
        text(shop, "code") + number, text(shop, "slug") + (round == 0 ? "" : "-") + number,
        text(shop, "time_zone"), around(centre, round),
        {zone.at("radius_m").get<std::int64_t>(), Money::cents(zone.at("fee").get<std::int64_t>()),
            Money::cents(zone.at("minimum").get<std::int64_t>())},
        hours_of(shop), capacity_of(shop.at("capacity")), shop.at("sales_weight").get<double>(), {}};
    if (round == 0 && shop.contains("sold_out"))
        seeded.sold_out = shop.at("sold_out").get<std::vector<std::string>>();

    auto const address = seed_address(tx, shop.at("address"), seeded.position, now);
    seeded.id = PizzeriaId{tx.insert(R"sql(
        INSERT INTO pizzerias (name, code, slug, phone, time_zone, longitude, latitude, address_id,
                               capacity_points, oven_pizzas, drivers, created_at, updated_at)
        VALUES (:name, :code, :slug, :phone, :zone, :longitude, :latitude, :address, :points, :oven, :drivers, :now, :now)
        RETURNING id)sql",
        {{"name", seeded.name}, {"code", seeded.code}, {"slug", seeded.slug},
            {"phone", international(text(shop, "phone"))}, {"zone", seeded.time_zone},
            {"longitude", seeded.position.longitude}, {"latitude", seeded.position.latitude},
            {"address", address}, {"points", seeded.capacity.points}, {"oven", seeded.capacity.oven_pizzas},
            {"drivers", seeded.capacity.drivers}, {"now", now}})};
    return seeded;
}

} // namespace

std::string international(std::string_view french_number)
{
    std::string digits;
    for (char const c : french_number)
        if (c >= '0' && c <= '9') digits += c;
    return "+33" + digits.substr(1);
}

std::vector<SeededShop> seed_shops(db::Transaction& tx, std::size_t count, Instant now)
{
    auto const file = json("shops.json");
    auto const& list = file.at("shops");
    Rows hours{
        "opening_hours", {"pizzeria_id", "weekday", "from_minute", "to_minute", "created_at", "updated_at"}};
    Rows zones{"delivery_zones",
        {"pizzeria_id", "position", "kind", "radius_m", "fee", "minimum", "created_at", "updated_at"}};

    std::vector<SeededShop> shops;
    for (std::size_t i = 0; i < count; ++i) {
        auto const& shop = shops.emplace_back(seed_shop(tx, list.at(i % list.size()), i / list.size(), now));
        for (auto const& service : shop.hours)
            hours.add(shop.id, service.weekday, service.from_minute, service.to_minute, now, now);
        zones.add(shop.id, 1, "radius", shop.zone.radius_m, shop.zone.fee, shop.zone.minimum, now, now);
    }
    Rows legal{"legal_facts", {"name", "value", "created_at", "updated_at"}};
    for (auto const& [name, value] : file.at("legal").items())
        legal.add(name, value.get<std::string>(), now, now);
    for (auto* rows : {&hours, &zones, &legal})
        rows->load(tx);
    return shops;
}

} // namespace ocp::seeds
