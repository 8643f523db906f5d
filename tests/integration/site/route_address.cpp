#include "tests/integration/site/route_address.h"

#include "product/picture/gallery.h"

#include <stdexcept>

namespace ocp::test {

std::string address_of(Route const& route, Places const& places)
{
    std::string address;
    auto rest = route.pattern;
    while (!rest.empty()) {
        auto const open = rest.find('{');
        address += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        auto const close = rest.find('}');
        auto const part = rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
        if (part == "shop")
            address += places.shop;
        else if (part == "order")
            address += places.order;
        else if (part == "receipt")
            address += places.receipt;
        else if (part == "refund")
            address += places.refund;
        else if (part == "token")
            address += places.token;
        else if (part == "link")
            address += places.link;
        else if (part == "line")
            address += places.line;
        else if (part == "address" || part == "session")
            address += places.own;
        else if (part == "product")
            address += "margherita";
        else if (part == "version")
            address += product::picture::version();
        else if (part == "recipe")
            address += "tomate.svg";
        else
            throw std::logic_error{"no test knows what {" + std::string{part} + "} is"};
    }
    return address;
}

bool is_post(Route const& route)
{
    return route.method == http::Method::Post;
}

bool is_of_an_order(Route const& route)
{
    return route.pattern.find("{order}") != std::string_view::npos;
}

Browser::Answer asked(Browser& browser, Route const& route, std::string const& address)
{
    return is_post(route) ? browser.post(address, {{"reason", "four éteint"}, {"means", "cash"}})
                          : browser.get(address);
}

bool is_of_staff(Route const& route)
{
    switch (route.guard) {
    case Guard::Anyone:
    case Guard::SignedIn:
    case Guard::Signed:
        return false;
    case Guard::Kitchen:
    case Guard::Delivery:
    case Guard::Manage:
    case Guard::Operate:
        return true;
    }
    return true;
}

} // namespace ocp::test
