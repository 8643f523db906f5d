#include "pizzeria/model/pizzeria_store.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <unordered_map>

namespace ocp::pizzeria {

namespace {

std::optional<Mode> mode_from(std::string const& text)
{
    if (text == "delivery") return Mode::Delivery;
    if (text == "pickup") return Mode::Pickup;
    return std::nullopt;
}

/// `[[4.83, 45.75], …]`, longitude first as GeoJSON has it. Throws std::runtime_error when it is none.
std::vector<Position> polygon_from(std::string const& text)
{
    try {
        std::vector<Position> corners;
        for (auto const& point : nlohmann::json::parse(text))
            corners.push_back({point.at(1).get<double>(), point.at(0).get<double>()});
        if (corners.size() < 3) throw std::runtime_error{"a delivery zone of fewer than three corners"};
        return corners;
    } catch (nlohmann::json::exception const& trouble) {
        throw std::runtime_error{std::string{"no delivery zone: "} + trouble.what()};
    }
}

} // namespace

std::vector<Pizzeria> all(db::Reader const& reader, Instant at)
{
    std::vector<Pizzeria> shops;
    std::unordered_map<PizzeriaId, std::size_t> index;
    for (auto& [id, name, code, slug, phone, zone, latitude, longitude, line, postcode, city, points, oven,
             drivers, busy] : reader.rows<PizzeriaId, std::string, std::string, std::string, std::string,
                              std::string, double, double, std::string, std::string, std::string,
                              std::int64_t, std::int64_t, std::int64_t, std::optional<Instant>>(R"sql(
            SELECT p.id, p.name, p.code, p.slug, p.phone, p.time_zone, p.latitude, p.longitude, a.line, a.postcode,
                   a.city, p.capacity_points, p.oven_pizzas, p.drivers, p.busy_until
            FROM pizzerias p JOIN addresses a ON a.id = p.address_id
            WHERE p.retired_at IS NULL ORDER BY p.name)sql")) {
        index[id] = shops.size();
        shops.push_back({id, name, code, slug, phone, zone, {latitude, longitude}, line, postcode, city,
            {points, oven, drivers}, busy, {}, {}, {}});
    }
    for (auto const& [id, weekday, from, to, mode] :
        reader.rows<PizzeriaId, int, int, int, std::string>(R"sql(
            SELECT pizzeria_id, weekday, from_minute, to_minute, mode FROM opening_hours
            ORDER BY pizzeria_id, weekday, from_minute)sql"))
        if (index.contains(id)) shops[index[id]].hours.push_back({weekday, from, to, mode_from(mode)});
    for (auto const& [id, from, to, reason] : reader.rows<PizzeriaId, Instant, Instant, std::string>(R"sql(
            SELECT pizzeria_id, from_at, to_at, reason FROM closures WHERE to_at > :at ORDER BY from_at)sql",
             {{"at", at}}))
        if (index.contains(id)) shops[index[id]].closures.push_back({from, to, reason});
    for (auto const& [id, radius, polygon, fee, minimum] :
        reader.rows<PizzeriaId, std::optional<std::int64_t>, std::optional<std::string>, Money, Money>(R"sql(
            SELECT pizzeria_id, radius_m, polygon, fee, minimum FROM delivery_zones
            ORDER BY pizzeria_id, position)sql"))
        if (index.contains(id))
            shops[index[id]].zones.push_back({radius.value_or(0), fee, minimum,
                polygon ? polygon_from(*polygon) : std::vector<Position>{}});
    return shops;
}

std::optional<Letterhead> head_of(db::Reader const& reader, PizzeriaId shop)
{
    auto const row = reader.row<std::string, std::string, std::string, std::string, std::string, std::string,
        std::string>(R"sql(
            SELECT p.code, p.name, a.line, a.postcode, a.city, p.phone, p.time_zone
            FROM pizzerias p JOIN addresses a ON a.id = p.address_id WHERE p.id = :shop)sql",
        {{"shop", shop}});
    if (!row) return std::nullopt;
    auto const& [code, name, line, postcode, city, phone, zone] = *row;
    return Letterhead{shop, code, name, line, postcode, city, phone, zone, {}};
}

} // namespace ocp::pizzeria
