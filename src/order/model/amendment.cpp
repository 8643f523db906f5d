#include "order/model/amendment.h"

#include <nlohmann/json.hpp>

namespace ocp::order {

namespace {

using Json = nlohmann::json;

template <class T>
Json or_null(std::optional<T> const& value)
{
    return value ? Json(*value) : Json{};
}

template <class T>
std::optional<T> optional_at(Json const& json, char const* name)
{
    auto const& value = json.at(name);
    return value.is_null() ? std::nullopt : std::optional{value.get<T>()};
}

std::optional<std::int64_t> id_of(auto const& id)
{
    return id ? std::optional{id->value()} : std::nullopt;
}

Json json_of(OrderLine const& line)
{
    return {{"line", line.line}, {"product", line.product.value()}, {"size", line.size}, {"name", line.name},
        {"size_label", line.size_label}, {"quantity", line.quantity}, {"unit_price", line.unit_price.cents()},
        {"vat_rate", line.vat_rate}, {"needs", needs_text(line.needs)},
        {"changes", product::text_of(line.changes)}, {"configuration", line.configuration},
        {"deal", or_null(line.deal)}, {"deal_product", or_null(id_of(line.deal_product))},
        {"deal_name", line.deal_name}};
}

OrderLine line_from(Json const& json)
{
    OrderLine line{json.at("line"), ProductId{json.at("product").get<std::int64_t>()}, json.at("size"),
        json.at("name"), json.at("size_label"), json.at("quantity"),
        Money::cents(json.at("unit_price").get<std::int64_t>()), json.at("vat_rate"),
        needs_from(json.at("needs").get<std::string>()),
        product::changes_from(json.at("changes").get<std::string>()), json.at("configuration"),
        optional_at<int>(json, "deal"), {}, json.at("deal_name")};
    if (auto const product = optional_at<std::int64_t>(json, "deal_product"))
        line.deal_product = ProductId{*product};
    return line;
}

Json json_of(std::optional<AmendedOrder::HandOver> const& hand_over)
{
    if (!hand_over) return {};
    auto const& [mode, address, line, postcode, city, position, to_check] = *hand_over;
    Json json{{"delivery", mode == pizzeria::Mode::Delivery}, {"address", or_null(id_of(address))},
        {"line", line}, {"postcode", postcode}, {"city", city}, {"position", Json{}}, {"to_check", to_check}};
    if (position) json["position"] = {position->latitude, position->longitude};
    return json;
}

std::optional<AmendedOrder::HandOver> hand_over_from(Json const& json)
{
    if (json.is_null()) return std::nullopt;
    AmendedOrder::HandOver hand_over{
        json.at("delivery").get<bool>() ? pizzeria::Mode::Delivery : pizzeria::Mode::Pickup, std::nullopt,
        json.at("line"), json.at("postcode"), json.at("city"), std::nullopt, json.at("to_check")};
    if (auto const address = optional_at<std::int64_t>(json, "address"))
        hand_over.address = AddressId{*address};
    if (auto const& at = json.at("position"); !at.is_null()) hand_over.position = {at.at(0), at.at(1)};
    return hand_over;
}

} // namespace

std::string content_of(Amendment const& amendment)
{
    auto const& order = amendment.becomes;
    auto lines = Json::array();
    for (auto const& line : amendment.lines)
        lines.push_back(json_of(line));
    Json const json{{"plan", text_of(order.plan)}, {"items", order.items_total.cents()},
        {"fee", order.delivery_fee.cents()}, {"discount", order.discount_total.cents()},
        {"from", order.promised_from.ms()}, {"to", order.promised_to.ms()},
        {"hand_over", json_of(order.hand_over)}, {"phone", or_null(order.contact_phone)},
        {"note", or_null(order.note)}, {"code", amendment.code},
        {"code_discount", amendment.code_discount.cents()}, {"lines", lines}};
    return json.dump();
}

void read_content(std::string_view text, Amendment& into)
{
    auto const json = Json::parse(text);
    auto const cents = [&](char const* name) { return Money::cents(json.at(name).get<std::int64_t>()); };
    into.becomes = {into.order, plan_from(json.at("plan").get<std::string>()), cents("items"), cents("fee"),
        cents("discount"), Instant::ms(json.at("from")), Instant::ms(json.at("to")),
        hand_over_from(json.at("hand_over")), optional_at<std::string>(json, "phone"),
        optional_at<std::string>(json, "note")};
    into.code = json.at("code");
    into.code_discount = cents("code_discount");
    into.lines.clear();
    for (auto const& line : json.at("lines"))
        into.lines.push_back(line_from(line));
}

} // namespace ocp::order
