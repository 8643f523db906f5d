#pragma once

#include "base/result.h"
#include "platform/http/request.h"
#include "product/model/catalogue.h"
#include "product/model/configuration.h"

#include <string>
#include <string_view>

namespace ocp::product {

/// What a form says somebody wants; `configure` judges it.
struct Wanted {
    std::string size; ///< "" when the form does not say
    Configuration configuration;
};

/// Reads the fields of the product page, which its form and its address share:
///
///   size=M dough=fine half=12      half: product of the other half
///   in-7=without|light|extra       an ingredient of the recipe
///   x-9=1|2                        portions of one that is not in it; 0 is none
///   h-in-7, h-x-9                  the same of the other half
///   1-item=12:M 1-in-7 …           the first slot of a deal and what is changed of it; 2-…
///
/// ConfigurationInvalid when one of them cannot be read.
Result<Wanted> read_configuration(http::Fields const&, Product const&);

/// "12:M" of a menu's button.
struct Item {
    ProductId product;
    std::string size;
};
std::optional<Item> item_from(std::string_view text);

} // namespace ocp::product
