#include "platform/html/nav.h"

#include <utility>

namespace ocp::html {

void add_nav(View& view, std::string template_name, std::span<NavItem const> items, std::string_view current)
{
    auto nav = view.include("NAV", std::move(template_name));
    for (auto const& [link, label] : items) {
        auto item = nav.add("ITEM");
        item.set("LINK", link).set("LABEL", tr(label));
        item.show_if(link == current, "CURRENT");
    }
}

} // namespace ocp::html
