#pragma once

#include "account/model/call.h"
#include "platform/html/page.h"
#include "product/picture/gallery.h"

#include <optional>

namespace ocp::home {

/// The drawn pizzas, by the addresses that product/picture/gallery.h gives them.
class PicturePages {
public:
    /// Draws it if need be. Of another version it shows today's, to be asked for again.
    html::Answer show(account::Call const&);
    /// At once, when it is kept, of this version and taken compressed; else nothing.
    std::optional<http::Response> kept(http::Request const&);

private:
    product::picture::Gallery gallery_;
};

} // namespace ocp::home
