#include "product/model/catalogue_store.h"

#include "base/text.h"

#include <algorithm>

namespace ocp::product {

namespace {

Category category_from(std::string const& text)
{
    if (text == "pizza") return Category::Pizza;
    if (text == "salad") return Category::Salad;
    if (text == "dessert") return Category::Dessert;
    if (text == "drink") return Category::Drink;
    return Category::Deal;
}

VatClass vat_class_from(std::string const& text)
{
    if (text == "sealed_drink") return VatClass::SealedDrink;
    if (text == "alcohol") return VatClass::Alcohol;
    if (text == "packed") return VatClass::Packed;
    return VatClass::ReadyToEat;
}

void read_ingredients(db::Reader const& reader, Catalogue& catalogue)
{
    for (auto& [id, name, unit, origin, vegetarian, drawing] :
        reader.rows<IngredientId, std::string, std::string, std::optional<std::string>, bool, std::string>(
            R"sql(
            SELECT i.id, i.name, u.symbol, i.meat_origin, i.vegetarian, i.drawing
            FROM ingredients i JOIN units u ON u.id = i.unit_id)sql"))
        catalogue.ingredients.insert({id, Ingredient{id, name, unit, origin, vegetarian, drawing, {}}});
    for (auto& [id, allergen] : reader.rows<IngredientId, std::string>(R"sql(
            SELECT x.ingredient_id, a.name FROM ingredient_allergens x JOIN allergens a ON a.code = x.allergen
            ORDER BY a.position)sql"))
        catalogue.ingredients.at(id).allergens.push_back(text::uncapitalised(allergen));
}

void read_products(db::Reader const& reader, Catalogue& catalogue)
{
    for (auto& [id, name, slug, description, category, vat, halvable] :
        reader.rows<ProductId, std::string, std::string, std::string, std::string, std::string, bool>(R"sql(
            SELECT id, name, slug, description, category, vat_class, halvable FROM products
            WHERE retired_at IS NULL ORDER BY position, name)sql")) {
        catalogue.by_id[id] = catalogue.products.size();
        catalogue.by_slug[slug] = catalogue.products.size();
        catalogue.products.push_back(
            {id, name, slug, description, category_from(category), vat_class_from(vat), {}, {}, halvable});
    }
}

Size* find_size(Catalogue& catalogue, ProductId product, std::string const& code)
{
    auto const at = catalogue.by_id.find(product);
    if (at == catalogue.by_id.end()) return nullptr;
    auto& sizes = catalogue.products[at->second].sizes;
    auto const found
        = std::find_if(sizes.begin(), sizes.end(), [&](Size const& one) { return one.code == code; });
    return found == sizes.end() ? nullptr : &*found;
}

void read_sizes(db::Reader const& reader, Catalogue& catalogue)
{
    for (auto& [product, code, label, price, discount, load] :
        reader.rows<ProductId, std::string, std::string, Money, std::optional<Money>, std::int64_t>(R"sql(
            SELECT product_id, code, label, price, discount_price, load_points FROM product_sizes
            ORDER BY product_id, price, code)sql"))
        if (auto const at = catalogue.by_id.find(product); at != catalogue.by_id.end())
            catalogue.products[at->second].sizes.push_back({code, label, price, discount, load, {}, {}});
    for (auto& [product, size, ingredient, quantity, removable] :
        reader.rows<ProductId, std::string, IngredientId, Quantity, bool>(R"sql(
            SELECT product_id, size, ingredient_id, quantity, removable FROM products_has_ingredients
            ORDER BY product_id, size, position)sql")) {
        if (auto* const one = find_size(catalogue, product, size))
            one->recipe.push_back({ingredient, quantity, removable});
    }
}

void read_doughs(db::Reader const& reader, Catalogue& catalogue)
{
    for (auto& [product, size, code, name, ingredient, quantity, price] :
        reader.rows<ProductId, std::string, std::string, std::string, IngredientId, Quantity, Money>(R"sql(
            SELECT p.product_id, p.size, d.code, d.name, d.ingredient_id, p.quantity, p.price
            FROM product_doughs p JOIN doughs d ON d.code = p.dough
            ORDER BY p.product_id, p.size, d.position)sql"))
        if (auto* const one = find_size(catalogue, product, size))
            one->doughs.push_back({code, name, ingredient, quantity, price});
}

void read_extras(db::Reader const& reader, Catalogue& catalogue)
{
    for (auto& [category, size, ingredient, quantity, price] :
        reader.rows<std::string, std::string, IngredientId, Quantity, Money>(R"sql(
            SELECT e.category, e.size, e.ingredient_id, e.quantity, e.price
            FROM extras e JOIN ingredients i ON i.id = e.ingredient_id
            WHERE i.retired_at IS NULL ORDER BY e.category, e.size, i.name)sql"))
        catalogue.extras[{category_from(category), size}].push_back({ingredient, quantity, price});
}

void read_deal_slots(db::Reader const& reader, Catalogue& catalogue)
{
    for (auto& [product, category, most] : reader.rows<ProductId, std::string, std::optional<Money>>(
             "SELECT product_id, category, max_price FROM deal_slots ORDER BY product_id, position"))
        if (auto const at = catalogue.by_id.find(product); at != catalogue.by_id.end())
            catalogue.products[at->second].slots.push_back({category_from(category), most});
}

HalfPrice read_half_price(db::Reader const& reader)
{
    auto const rule = reader.value<std::string>("SELECT half_price FROM group_rules WHERE id = 1");
    if (rule == "average") return HalfPrice::Average;
    return rule == "by_portion" ? HalfPrice::ByPortion : HalfPrice::Dearest;
}

} // namespace

Catalogue read_catalogue(db::Reader const& reader)
{
    Catalogue catalogue;
    catalogue.version = catalogue_version(reader);
    read_ingredients(reader, catalogue);
    read_products(reader, catalogue);
    read_sizes(reader, catalogue);
    read_doughs(reader, catalogue);
    read_extras(reader, catalogue);
    read_deal_slots(reader, catalogue);
    catalogue.half_price = read_half_price(reader);
    for (auto& [shop, product, price, hidden] :
        reader.rows<PizzeriaId, ProductId, std::optional<Money>, bool>(
            "SELECT pizzeria_id, product_id, price_override, hidden FROM shop_products"))
        catalogue.changes[shop].insert({product, ShopChange{price, hidden}});
    return catalogue;
}

std::int64_t catalogue_version(db::Reader const& reader)
{
    return reader.value<std::int64_t>("SELECT version FROM catalogue_version WHERE id = 1").value_or(0);
}

std::optional<Reminder> find_reminder(db::Reader const& reader, ProductId product)
{
    auto found = reader.row<std::string, std::string>(
        "SELECT name, content FROM reminders WHERE product_id = :product ORDER BY version DESC LIMIT 1",
        {{"product", product}});
    if (!found) return std::nullopt;
    return Reminder{std::get<0>(*found), std::get<1>(*found)};
}

} // namespace ocp::product
