#include "product/model/configuration.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ocp::product {

namespace {

using Json = nlohmann::json;

Json json_of(Amounts const& amounts)
{
    auto object = Json::object();
    for (auto const& [ingredient, amount] : amounts) {
        auto& value = object[std::to_string(ingredient.value())];
        switch (amount.kind) {
        case Amount::Kind::Without:
            value = "without";
            break;
        case Amount::Kind::Light:
            value = "light";
            break;
        case Amount::Kind::Extra:
            value = amount.portions;
            break;
        }
    }
    return object;
}

Json json_of(Configuration const& configuration)
{
    auto object = Json::object();
    if (!configuration.dough.empty()) object["dough"] = configuration.dough;
    if (!configuration.amounts.empty()) object["amounts"] = json_of(configuration.amounts);
    if (auto const& half = configuration.other_half) {
        object["half"] = {{"product", half->product.value()}};
        if (!half->amounts.empty()) object["half"]["amounts"] = json_of(half->amounts);
    }
    for (auto const& pick : configuration.picks)
        object["picks"].push_back(
            {{"product", pick.product.value()}, {"size", pick.size}, {"wish", json_of(pick.configuration)}});
    return object;
}

Amounts amounts_from(Json const& owner)
{
    Amounts amounts;
    auto const found = owner.find("amounts");
    if (found == owner.end()) return amounts;
    for (auto const& [key, value] : found->items()) {
        std::int64_t id = 0;
        auto const end = key.data() + key.size();
        if (std::from_chars(key.data(), end, id).ptr != end)
            throw std::runtime_error{"no ingredient: " + key};
        auto const amount = value == "without" ? Amount{Amount::Kind::Without}
            : value == "light"                 ? Amount{Amount::Kind::Light}
                                               : Amount{Amount::Kind::Extra, value.get<int>()};
        amounts.emplace(IngredientId{id}, amount);
    }
    return amounts;
}

Configuration configuration_of(Json const& object)
{
    Configuration configuration{object.value("dough", ""), amounts_from(object), std::nullopt, {}};
    if (auto const half = object.find("half"); half != object.end())
        configuration.other_half
            = OtherHalf{ProductId{half->at("product").get<std::int64_t>()}, amounts_from(*half)};
    if (auto const picks = object.find("picks"); picks != object.end())
        for (auto const& pick : *picks)
            configuration.picks.push_back({ProductId{pick.at("product").get<std::int64_t>()},
                pick.at("size").get<std::string>(), configuration_of(pick.at("wish"))});
    return configuration;
}

} // namespace

std::string text_of(Configuration const& configuration)
{
    return json_of(configuration).dump();
}

Configuration configuration_from(std::string_view text)
{
    if (text == "{}") return {}; // as most lines are
    try {
        return configuration_of(Json::parse(text));
    } catch (Json::exception const& trouble) {
        throw std::runtime_error{std::string{"no configuration: "} + trouble.what()};
    }
}

} // namespace ocp::product
