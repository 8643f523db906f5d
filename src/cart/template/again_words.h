#pragma once

#include "platform/html/view.h"
#include "platform/http/request.h"
#include "product/model/catalogue.h"

namespace ocp::cart {

/// Tells, after an order was to be had again, that it is in the cart and what of it could not be taken
/// (sections NOTICE, ALERT). The address names products by number alone.
void add_again_words(html::View&, http::Fields const& query, product::Catalogue const&);

} // namespace ocp::cart
