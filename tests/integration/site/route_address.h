#pragma once

#include "ocpizza/routes.h"
#include "tests/support/browser.h"
#include "tests/support/shop.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>

namespace ocp::test {

/// What stands in the named parts of a route's address.
struct Places {
    std::string_view shop;
    std::string order = "1";
    std::string receipt = "1";
    std::string refund = "1";
    std::string token = "x";
    std::string line = "1";
    std::string link = "x";
    std::string own = "1"; ///< an address or a login session
};

/// The route's address with its named parts filled in. Throws when a route has a part that nobody has filled
/// in so far: then it is to be taught here, and the cases that walk the table know the route.
std::string address_of(Route const&, Places const&);

bool is_post(Route const&);
/// Whether only staff of the shop in the address may pass.
bool is_of_staff(Route const&);

/// Whether the address names an order by its id.
bool is_of_an_order(Route const&);
/// Asks for the address as the route wants it; a form says why and how it was paid, whatever the step needs.
Browser::Answer asked(Browser&, Route const&, std::string const& address);

/// Calls `check(route)` for each route that takes a form.
template <class Check>
void for_every_form(Check check)
{
    for (auto const& route : route_table()) {
        if (!is_post(route) || route.guard == Guard::Signed) continue; // that one takes no form
        SCOPED_TRACE(route.name);
        check(route);
    }
}

} // namespace ocp::test
