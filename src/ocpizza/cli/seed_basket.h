#pragma once

#include "ocpizza/cli/seed_dice.h"
#include "product/model/catalogue.h"

#include <string>
#include <vector>

namespace ocp::seeds {

/// A product at one size, with what an order line copies of it.
struct Dish {
    ProductId product;
    std::string size, name, size_label;
    Money price;
    int vat_rate;
    product::VatClass vat_class;
    std::int64_t load_points;
    product::Needs needs;
    std::string needs_text; ///< as orders_has_products keeps it
    double liking; ///< how often it is ordered, beside the others
};

struct Menu {
    std::vector<Dish> pizzas, sides;
    std::vector<double> pizza_liking, side_liking;
};
Menu menu_of(product::Catalogue const&);

struct BasketLine {
    Dish const* dish;
    int quantity;
};
struct Basket {
    std::vector<BasketLine> lines;
    Money total() const;
    std::int64_t load_points() const;
    product::Needs needs() const;
    bool has_alcohol() const;
};

/// What somebody might order: a pizza or a few, perhaps a drink or a dessert, worth at least `minimum`.
Basket pick_basket(Dice&, Menu const&, Money minimum);

} // namespace ocp::seeds
