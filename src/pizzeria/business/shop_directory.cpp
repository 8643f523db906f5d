#include "pizzeria/business/shop_directory.h"

#include "pizzeria/model/pizzeria_store.h"

#include <algorithm>

namespace ocp::pizzeria {

Pizzeria const* shop_in(std::vector<Pizzeria> const& shops, PizzeriaId id)
{
    auto const found
        = std::find_if(shops.begin(), shops.end(), [&](Pizzeria const& shop) { return shop.id == id; });
    return found == shops.end() ? nullptr : &*found;
}

std::shared_ptr<std::vector<Pizzeria> const> ShopDirectory::all() const
{
    auto const now = clock_.now();
    {
        std::lock_guard const lock{mutex_};
        if (shops_ && now - read_at_ < std::chrono::minutes{1}) return shops_;
    }
    auto shops = std::make_shared<std::vector<Pizzeria> const>(
        database_.read([&](db::Reader const& reader) { return pizzeria::all(reader, now); }));
    std::lock_guard const lock{mutex_};
    shops_ = shops;
    read_at_ = now;
    return shops;
}

std::optional<Pizzeria> ShopDirectory::find(std::string_view slug) const
{
    auto const shops = all();
    auto const found
        = std::find_if(shops->begin(), shops->end(), [&](auto const& shop) { return shop.slug == slug; });
    if (found == shops->end()) return std::nullopt;
    return *found;
}

std::optional<Pizzeria> ShopDirectory::find(PizzeriaId id) const
{
    auto const shops = all();
    auto const* shop = shop_in(*shops, id);
    return shop ? std::optional{*shop} : std::nullopt;
}

void ShopDirectory::forget()
{
    std::lock_guard const lock{mutex_};
    shops_ = nullptr;
}

} // namespace ocp::pizzeria
