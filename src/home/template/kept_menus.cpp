#include "home/template/kept_menus.h"

#include "order/business/order_events.h"
#include "order/business/shop_pace.h"
#include "stock/business/hold_stock.h"

#include <fmt/format.h>

namespace ocp::home {

std::shared_ptr<MenuNow const> KeptMenus::menu_of(pizzeria::Pizzeria const& shop, Language language)
{
    auto const stream = order::menu_stream(shop.id);
    return kept_.get(fmt::format("{} {}", code_of(language), stream), [&] {
        auto const catalogue = catalogue_.current();
        MenuNow now;
        // The cursor first: what is read after it may be newer than it, never older.
        auto const shelf = database_.read([&](db::Reader const& reader) {
            now.cursor = outbox::now_cursor(reader);
            now.taken = order::taken_of(reader, shop.id, clock_.now());
            return stock::read_shelf(reader, shop.id);
        });
        now.body = parts_.render(menu_body(shop, *catalogue, shelf, assets_, language));
        return std::optional{live::Kept<MenuNow>::Made{std::move(now), stream}};
    });
}

} // namespace ocp::home
