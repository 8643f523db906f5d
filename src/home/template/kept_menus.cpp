#include "home/template/kept_menus.h"

#include "stock/business/hold_stock.h"

namespace ocp::home {

KeptMenus::Kept& KeptMenus::kept_of(PizzeriaId shop)
{
    std::lock_guard const lock{mutex_};
    return kept_[shop];
}

std::shared_ptr<std::string const> KeptMenus::menu_of(pizzeria::Pizzeria const& shop)
{
    auto& kept = kept_of(shop.id);
    std::lock_guard const lock{kept.making};
    auto const state = kept.state.load();
    if (kept.bytes && kept.made_from == state) return kept.bytes;
    auto const shelf
        = database_.read([&](db::Reader const& reader) { return stock::read_shelf(reader, shop.id); });
    kept.bytes = std::make_shared<std::string const>(
        templates_.render(menu_body(shop, *catalogue_.current(), shelf, assets_)));
    kept.made_from = state;
    return kept.bytes;
}

void KeptMenus::changed(PizzeriaId shop)
{
    ++kept_of(shop).state;
}

void KeptMenus::changed_all()
{
    std::lock_guard const lock{mutex_};
    for (auto& [shop, kept] : kept_)
        ++kept.state;
}

} // namespace ocp::home
