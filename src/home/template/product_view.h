#pragma once

#include "home/template/menu_body.h"
#include "product/business/configuration_rules.h"

#include <optional>

namespace ocp::home {

/// What the page of a product shows.
struct ProductChoice {
    pizzeria::Pizzeria const& shop;
    product::Catalogue const& catalogue;
    product::Product const& product;
    stock::Shelf const& shelf;
    std::string size;
    product::Configuration configuration;
    std::optional<std::int64_t> line; ///< of the cart, that is being changed
};

/// A product with everything that may be chosen of it: what each choice costs and whether the stock allows
/// it, picture, ingredients and allergens of what is chosen (spec §4 Menu, Cart). What cannot be had says
/// why.
html::View product_view(ProductChoice const&, html::Assets const&, Language);

/// What is chosen before somebody chooses: the middle size; of a deal the first of each kind that can be made
/// and costs no more than the deal.
product::Configuration first_choice(
    pizzeria::Pizzeria const&, product::Catalogue const&, product::Product const&, stock::Shelf const&);
std::string first_size(product::Product const&);

} // namespace ocp::home
