#include "ocpizza/cli/seed_catalogue.h"

#include "ocpizza/cli/seed_files.h"
#include "ocpizza/cli/seed_rows.h"

#include <optional>
#include <set>

namespace ocp::seeds {

namespace {

using Json = nlohmann::ordered_json;

std::string text(Json const& object, char const* key)
{
    return object.at(key).get<std::string>();
}

template <class T>
std::optional<T> optional(Json const& object, char const* key)
{
    if (!object.contains(key)) return std::nullopt;
    return object.at(key).get<T>();
}

Quantity whole(Json const& number)
{
    return Quantity::units(number.get<std::int64_t>());
}

struct Tables {
    Rows sizes{"product_sizes",
        {"product_id", "code", "label", "price", "discount_price", "load_points", "created_at",
            "updated_at"}};
    Rows recipes{"products_has_ingredients",
        {"product_id", "size", "ingredient_id", "quantity", "position", "removable", "created_at",
            "updated_at"}};
    Rows deal_slots{
        "deal_slots", {"product_id", "position", "category", "max_price", "created_at", "updated_at"}};
    Rows reminders{"reminders", {"name", "content", "product_id", "version", "created_at", "updated_at"}};
    Rows extras{
        "extras", {"category", "ingredient_id", "size", "quantity", "price", "created_at", "updated_at"}};

    Rows doughs{
        "product_doughs", {"product_id", "size", "dough", "quantity", "price", "created_at", "updated_at"}};

    void load(db::Transaction& tx)
    {
        for (auto* rows : {&sizes, &recipes, &deal_slots, &reminders, &extras, &doughs})
            rows->load(tx);
    }
};

std::map<std::string, std::int64_t> unit_ids(db::Reader const& reader)
{
    std::map<std::string, std::int64_t> by_name;
    for (auto const& [id, name] : reader.rows<std::int64_t, std::string>("SELECT id, name FROM units"))
        by_name[name] = id;
    std::map<std::string, std::int64_t> by_code;
    auto const reference = json("reference.json");
    for (auto const& unit : reference.at("units"))
        by_code[text(unit, "code")] = by_name.at(text(unit, "name"));
    return by_code;
}

SeededIngredients seed_ingredients(db::Transaction& tx, Json const& list, Instant now)
{
    SeededIngredients seeded;
    auto const units = unit_ids(tx);
    Rows allergens{"ingredient_allergens", {"ingredient_id", "allergen"}};
    for (auto const& one : list) {
        auto const alert_below = whole(one.at("alert_below"));
        IngredientId const id{tx.insert(R"sql(
            INSERT INTO ingredients (name, unit_id, meat_origin, vegetarian, alert_below, drawing, created_at, updated_at)
            VALUES (:name, :unit, :origin, :vegetarian, :alert, :drawing, :now, :now) RETURNING id)sql",
            {{"name", text(one, "name")}, {"unit", units.at(text(one, "unit"))},
                {"origin", optional<std::string>(one, "meat_origin")},
                {"vegetarian", one.value("vegetarian", true)}, {"alert", alert_below},
                {"drawing", one.value("drawing", "")}, {"now", now}})};
        seeded.emplace(text(one, "code"), SeededIngredient{id, alert_below});
        if (!one.contains("allergens")) continue;
        for (auto const& allergen : one.at("allergens"))
            allergens.add(id, allergen.get<std::string>());
    }
    allergens.load(tx);
    return seeded;
}

/// The codes of what nobody leaves out: a pizza without its dough.
std::set<std::string> essentials(Json const& ingredients)
{
    std::set<std::string> codes;
    for (auto const& one : ingredients)
        if (one.value("essential", false)) codes.insert(text(one, "code"));
    return codes;
}

Json const& standard_size(Json const& product)
{
    auto const& sizes = product.at("sizes");
    for (auto const& size : sizes)
        if (text(size, "code") == "M") return size;
    return sizes.front();
}

std::string reminder_text(Json const& lines)
{
    std::string content;
    for (auto const& line : lines)
        content += (content.empty() ? "" : "\n") + line.get<std::string>();
    return content;
}

/// What is folded has one dough and no halves.
bool is_flat_pizza(Json const& product)
{
    return text(product, "category") == "pizza" && !product.value("folded", false);
}

std::int64_t seed_product(db::Transaction& tx, Json const& product, int position, Instant now)
{
    auto const& standard = standard_size(product);
    return tx.insert(R"sql(
        INSERT INTO products (name, slug, description, category, vat_class, price, discount_price, position,
                              halvable, created_at, updated_at)
        VALUES (:name, :slug, :description, :category, :vat, :price, :discount, :position, :halvable, :now, :now)
        RETURNING id)sql",
        {{"name", text(product, "name")}, {"slug", text(product, "slug")},
            {"description", text(product, "description")}, {"category", text(product, "category")},
            {"vat", text(product, "vat_class")}, {"price", standard.at("price").get<std::int64_t>()},
            {"discount", optional<std::int64_t>(standard, "discount_price")}, {"position", position},
            {"halvable", is_flat_pizza(product)}, {"now", now}});
}

/// In the order of the sizes S, M, L; what has no quantity at a size is not made at that size.
void add_doughs(Tables& tables, Json const& doughs, Json const& product, std::int64_t id, Instant now)
{
    if (!is_flat_pizza(product)) return;
    std::size_t column = 0;
    for (auto const& size : product.at("sizes")) {
        for (auto const& dough : doughs) {
            auto const own = !dough.contains("quantity");
            auto const quantity = own ? product.at("recipe").at(text(dough, "ingredient")).at(column)
                                      : dough.at("quantity").at(column);
            if (quantity.get<std::int64_t>() == 0) continue;
            tables.doughs.add(id, text(size, "code"), text(dough, "code"), whole(quantity),
                own ? std::int64_t{0} : dough.at("price").at(column).get<std::int64_t>(), now, now);
        }
        ++column;
    }
}

void add_parts(Tables& tables, Json const& product, std::int64_t id, SeededIngredients const& ingredients,
    std::set<std::string> const& essential, Instant now)
{
    std::size_t column = 0;
    for (auto const& size : product.at("sizes")) {
        auto const code = text(size, "code");
        tables.sizes.add(id, code, text(size, "label"), size.at("price").get<std::int64_t>(),
            optional<std::int64_t>(size, "discount_price"), size.at("load_points").get<std::int64_t>(), now,
            now);
        for (int position = 1; auto const& [ingredient, quantities] : product.at("recipe").items())
            tables.recipes.add(id, code, ingredients.at(ingredient).id, whole(quantities.at(column)),
                position++, essential.contains(ingredient) ? 0 : 1, now, now);
        ++column;
    }
    if (product.contains("deal_slots"))
        for (int position = 1; auto const& slot : product.at("deal_slots"))
            tables.deal_slots.add(
                id, position++, text(slot, "category"), slot.at("max_price").get<std::int64_t>(), now, now);
    if (product.contains("reminder"))
        tables.reminders.add(text(product, "name"), reminder_text(product.at("reminder")), id, 1, now, now);
}

void seed_doughs(db::Transaction& tx, Json const& doughs, SeededIngredients const& ingredients, Instant now)
{
    Rows rows{"doughs", {"code", "name", "ingredient_id", "position", "created_at", "updated_at"}};
    for (int position = 1; auto const& dough : doughs)
        rows.add(text(dough, "code"), text(dough, "name"), ingredients.at(text(dough, "ingredient")).id,
            position++, now, now);
    rows.load(tx);
}

void add_extras(Tables& tables, Json const& extras, SeededIngredients const& ingredients, Instant now)
{
    static constexpr char const* sizes[] = {"S", "M", "L"};
    for (auto const& extra : extras)
        for (std::size_t i = 0; i < std::size(sizes); ++i)
            tables.extras.add(text(extra, "category"), ingredients.at(text(extra, "ingredient")).id, sizes[i],
                whole(extra.at("quantity").at(i)), extra.at("price").at(i).get<std::int64_t>(), now, now);
}

void seed_promo_codes(db::Transaction& tx, Json const& codes, Instant now)
{
    static constexpr auto half_a_year = std::chrono::days{183};
    Rows rows{"promo_codes",
        {"code", "percent", "amount", "minimum", "from_at", "to_at", "max_uses", "uses_per_client",
            "created_at", "updated_at"}};
    for (auto const& code : codes)
        rows.add(text(code, "code"), optional<std::int64_t>(code, "percent"),
            optional<std::int64_t>(code, "amount"), code.at("minimum").get<std::int64_t>(), now,
            now + half_a_year, optional<std::int64_t>(code, "max_uses"),
            optional<std::int64_t>(code, "uses_per_client"), now, now);
    rows.load(tx);
}

} // namespace

SeededIngredients seed_catalogue(db::Transaction& tx, Instant now)
{
    auto const list = json("ingredients.json").at("ingredients");
    auto const catalogue = json("catalogue.json");
    auto const ingredients = seed_ingredients(tx, list, now);
    auto const essential = essentials(list);

    Tables tables;
    seed_doughs(tx, catalogue.at("doughs"), ingredients, now);
    for (int position = 1; auto const& product : catalogue.at("products")) {
        auto const id = seed_product(tx, product, position++, now);
        add_parts(tables, product, id, ingredients, essential, now);
        add_doughs(tables, catalogue.at("doughs"), product, id, now);
    }
    add_extras(tables, catalogue.at("extras"), ingredients, now);
    seed_promo_codes(tx, catalogue.at("promo_codes"), now);
    tables.load(tx);
    tx.write("UPDATE catalogue_version SET version = version + 1 WHERE id = 1");
    return ingredients;
}

} // namespace ocp::seeds
