#include "cart/business/cart_fingerprint.h"

#include "platform/secrets/secrets.h"

#include <fmt/format.h>

namespace ocp::cart {

std::string fingerprint_of(Cart const& cart)
{
    auto const& amends = cart.amends;
    auto text = fmt::format(
        "{} {} {}", cart.shop.value(), amends ? amends->order.value() : 0, amends ? amends->version : 0);
    for (auto const& line : cart.lines)
        text += fmt::format("\n{} {} {} {}", line.product.value(), line.size, line.quantity,
            product::text_of(line.configuration));
    return secrets::fingerprint(text);
}

} // namespace ocp::cart
