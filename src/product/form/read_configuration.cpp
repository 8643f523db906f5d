#include "product/form/read_configuration.h"

#include <charconv>
#include <fmt/format.h>

namespace ocp::product {

namespace {

std::optional<std::int64_t> id_from(std::string_view text)
{
    std::int64_t id = 0;
    auto const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, id);
    if (read.ec != std::errc{} || read.ptr != end || id <= 0) return std::nullopt;
    return id;
}

/// Nothing for «as the recipe says».
Result<std::optional<Amount>> amount_in_recipe(std::string_view word)
{
    if (word == "as-is") return std::nullopt;
    if (word == "without") return Amount{Amount::Kind::Without};
    if (word == "light") return Amount{Amount::Kind::Light};
    if (word == "extra") return Amount{Amount::Kind::Extra, 1};
    return No{Refusal::ConfigurationInvalid};
}

Result<std::optional<Amount>> amount_beside(std::string_view portions)
{
    if (portions == "0") return std::nullopt;
    if (portions == "1") return Amount{Amount::Kind::Extra, 1};
    if (portions == "2") return Amount{Amount::Kind::Extra, 2};
    return No{Refusal::ConfigurationInvalid};
}

Result<Amounts> amounts_in(http::Fields const& fields, std::string const& prefix)
{
    Amounts amounts;
    for (auto const& [name, value] : fields.items()) {
        auto field = std::string_view{name};
        if (!field.starts_with(prefix)) continue;
        field.remove_prefix(prefix.size());
        auto const in_recipe = field.starts_with("in-");
        if (!in_recipe && !field.starts_with("x-")) continue;
        field.remove_prefix(in_recipe ? 3 : 2);
        auto const id = id_from(field);
        if (!id) return No{Refusal::ConfigurationInvalid};
        TRY_LET(auto const amount, in_recipe ? amount_in_recipe(value) : amount_beside(value));
        if (amount && !amounts.emplace(IngredientId{*id}, *amount).second)
            return No{Refusal::ConfigurationInvalid};
    }
    return amounts;
}

Result<Configuration> single_in(http::Fields const& fields, std::string const& prefix)
{
    Configuration wanted;
    wanted.dough = fields.trimmed(prefix + "dough");
    TRY_LET(wanted.amounts, amounts_in(fields, prefix));
    auto const half = fields.trimmed(prefix + "half");
    if (half.empty()) return wanted;
    auto const id = id_from(half);
    if (!id) return No{Refusal::ConfigurationInvalid};
    TRY_LET(auto amounts, amounts_in(fields, prefix + "h-"));
    wanted.other_half = OtherHalf{ProductId{*id}, std::move(amounts)};
    return wanted;
}

} // namespace

Result<Wanted> read_configuration(http::Fields const& fields, Product const& product)
{
    Wanted wanted{fields.trimmed("size"), {}};
    if (product.category != Category::Deal) {
        TRY_LET(wanted.configuration, single_in(fields, ""));
        return wanted;
    }
    wanted.size = "unit";
    for (std::size_t slot = 1; slot <= product.slots.size(); ++slot) {
        auto const prefix = fmt::format("{}-", slot);
        auto item = item_from(fields.trimmed(prefix + "item"));
        if (!item) return No{Refusal::ConfigurationInvalid};
        TRY_LET(auto configuration, single_in(fields, prefix));
        wanted.configuration.picks.push_back(
            {item->product, std::move(item->size), std::move(configuration)});
    }
    return wanted;
}

std::optional<Item> item_from(std::string_view text)
{
    auto const colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto const id = id_from(text.substr(0, colon));
    auto const size = text.substr(colon + 1);
    if (!id || (size != "S" && size != "M" && size != "L" && size != "unit")) return std::nullopt;
    return Item{ProductId{*id}, std::string{size}};
}

} // namespace ocp::product
