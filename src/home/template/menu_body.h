#pragma once

#include "pizzeria/model/pizzeria.h"
#include "platform/html/assets.h"
#include "platform/html/view.h"
#include "product/model/catalogue.h"
#include "stock/model/shelf.h"

namespace ocp::home {

/// A shop's menu as everybody sees it: prices, ingredients, allergens and what can still be made (spec §4
/// Menu).
html::View menu_body(
    pizzeria::Pizzeria const&, product::Catalogue const&, stock::Shelf const&, html::Assets const&, Language);

/// «gluten, lait»; nothing of none.
Text allergens_in(product::Catalogue const&, product::Needs const&);

/// Tags, ingredients, allergens and picture that a card and a product page share.
struct ProductWords {
    std::string picture; ///< its path
    bool is_drawn; ///< from the recipe; else a mark of its kind
    Text ingredients; ///< "sauce tomate, mozzarella, jambon"; "" where they say nothing
    Text allergens; ///< "gluten, lait"
    bool vegetarian;
    bool discounted;
};
ProductWords words_of(product::Catalogue const&, product::Product const&, html::Assets const&);

} // namespace ocp::home
