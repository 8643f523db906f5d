#pragma once

#include "tests/support/running_site.h"

namespace ocp::test {

/// Beside the two pizzas of the shop: olives as an extra and on a third, a thin dough, halves, a lemonade,
/// and a deal of a pizza and a drink.
inline constexpr auto more_to_choose = R"sql(
INSERT INTO ingredients (name, unit_id, created_at, updated_at)
    SELECT 'Olives', id, 0, 0 FROM units WHERE symbol = 'g';
INSERT INTO ingredients (name, unit_id, created_at, updated_at)
    SELECT 'Bouteille de limonade', id, 0, 0 FROM units WHERE symbol = 'g';
INSERT INTO products (name, slug, category, vat_class, price, created_at, updated_at)
    VALUES ('Provence', 'provence', 'pizza', 'ready_to_eat', 1200, 0, 0),
           ('Limonade', 'limonade', 'drink', 'sealed_drink', 300, 0, 0),
           ('Midi', 'midi', 'deal', 'ready_to_eat', 1150, 0, 0);
UPDATE products SET halvable = 1 WHERE slug IN ('margherita', 'provence');
INSERT INTO product_sizes (product_id, code, label, price, load_points, created_at, updated_at)
    VALUES (3, 'M', '31 cm', 1200, 3, 0, 0), (4, 'unit', '', 300, 0, 0, 0), (5, 'unit', '', 1150, 0, 0, 0);
INSERT INTO products_has_ingredients (product_id, size, ingredient_id, quantity, position, removable, created_at, updated_at)
    VALUES (3, 'M', 1, 2500000, 1, 0, 0, 0), (3, 'M', 3, 300000, 2, 1, 0, 0), (4, 'unit', 4, 10000, 1, 0, 0, 0);
UPDATE products_has_ingredients SET removable = 0 WHERE ingredient_id = 1;
INSERT INTO doughs (code, name, ingredient_id, position, created_at, updated_at)
    VALUES ('classic', 'Pâte classique', 1, 1, 0, 0), ('thin', 'Pâte fine', 1, 2, 0, 0);
INSERT INTO product_doughs (product_id, size, dough, quantity, price, created_at, updated_at)
    VALUES (1, 'M', 'classic', 2500000, 0, 0, 0), (1, 'M', 'thin', 2000000, 50, 0, 0);
INSERT INTO extras (category, ingredient_id, size, quantity, price, created_at, updated_at)
    VALUES ('pizza', 3, 'M', 150000, 100, 0, 0);
INSERT INTO deal_slots (product_id, position, category, max_price, created_at, updated_at)
    VALUES (5, 1, 'pizza', 1000, 0, 0), (5, 2, 'drink', 300, 0, 0);
INSERT INTO promo_codes (code, percent, minimum, from_at, to_at, max_uses, uses_per_client, created_at, updated_at)
    VALUES ('DIX', 10, 1000, 0, 99999999999999, NULL, NULL, 0, 0), ('UNE', 50, 0, 0, 99999999999999, 1, NULL, 0, 0),
           ('VINGT', 20, 0, 0, 99999999999999, NULL, NULL, 0, 0), ('CHACUN', 20, 0, 0, 99999999999999, NULL, 1, 0, 0);
INSERT INTO stocks (pizzeria_id, ingredient_id, quantity_available, created_at, updated_at)
    VALUES (1, 3, 1000000000, 0, 0), (1, 4, 1000000000, 0, 0);
INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, at)
    VALUES (1, 3, 1000000000, 'delivery', 0), (1, 4, 1000000000, 'delivery', 0);
UPDATE catalogue_version SET version = version + 1;
)sql";

/// Lets the site's group sell them, however often it is asked.
inline void sell_more(RunningSite& site)
{
    if (site.shop().number("SELECT COUNT(*) FROM products") > 2) return;
    site.shop().sql(more_to_choose);
    site.app().catalogue.forget();
}

} // namespace ocp::test
