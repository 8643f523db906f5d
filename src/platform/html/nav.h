#pragma once

#include "platform/html/view.h"

#include <span>
#include <string>
#include <string_view>

namespace ocp::html {

/// A page that others lead to.
struct NavItem {
    std::string_view link;
    Noted label;
};

/// Fills the place NAV of a page with that template, whose section ITEM(LINK LABEL CURRENT) shows each.
/// `current`: the page's own address.
void add_nav(View&, std::string template_name, std::span<NavItem const>, std::string_view current);

} // namespace ocp::html
