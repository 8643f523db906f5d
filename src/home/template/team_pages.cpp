#include "home/template/team_pages.h"

#include "account/business/rights_rules.h"
#include "order/business/shop_pace.h"

#include <fmt/format.h>

namespace ocp::home {

namespace {

using account::Right;

std::string_view role_words(account::Role role)
{
    switch (role) {
    case account::Role::Administrator:
        return "Administrateur du groupe";
    case account::Role::Manager:
        return "Gérant";
    case account::Role::Pizzaiolo:
        return "Pizzaïolo";
    case account::Role::Driver:
        return "Livreur";
    case account::Role::Customer:
    case account::Role::Operator:
        break;
    }
    return "";
}

std::string count_words(std::int64_t count, std::string_view what)
{
    return count == 0 ? fmt::format("rien à {}", what) : fmt::format("{} à {}", count, what);
}

} // namespace

html::Answer TeamPages::show(account::Call const& call)
{
    auto const waiting = database_.read([](db::Reader const& reader) { return order::read_waiting(reader); });
    html::View view{"home/staff_home.html", Language::French};
    view.set("FIRSTNAME", call.user().firstname);
    bool none = true;
    for (auto const& shop : *shops_.all()) {
        auto const kitchen = account::may(call.who.roles, Right::Kitchen, shop.id);
        auto const delivery = account::may(call.who.roles, Right::Delivery, shop.id);
        if (!kitchen && !delivery) continue;
        none = false;
        auto const role = std::max(account::acting_role(call.who.roles, Right::Kitchen, shop.id),
            account::acting_role(call.who.roles, Right::Delivery, shop.id));
        auto const found = waiting.find(shop.id);
        auto const counts = found == waiting.end() ? order::Waiting{} : found->second;
        auto part = view.add("SHOP");
        part.set("NAME", shop.name).set("SLUG", shop.slug).set("ROLE", role_words(role));
        if (kitchen) part.add("KITCHEN").set("TO_PREPARE", count_words(counts.to_prepare, "préparer"));
        part.show_if(account::may(call.who.roles, Right::Manage, shop.id), "TILL");
        if (delivery) part.add("DELIVERIES").set("TO_DELIVER", count_words(counts.to_deliver, "livrer"));
    }
    auto const operates = account::may(call.who.roles, Right::Operate, std::nullopt);
    view.show_if(operates, "SUPERVISION");
    view.show_if(none && !operates, "NONE");
    html::Page page{Text{"Espace équipe"}, std::move(view)};
    page.only_in = Language::French;
    page.indexed = false;
    return page;
}

} // namespace ocp::home
