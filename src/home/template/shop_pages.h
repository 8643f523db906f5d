#pragma once

#include "account/model/call.h"
#include "home/template/kept_menus.h"
#include "pizzeria/business/shop_directory.h"
#include "platform/html/assets.h"
#include "platform/html/page.h"
#include "platform/live/hub.h"
#include "product/business/catalogue_keeper.h"

namespace ocp::home {

/// What a visitor reads before ordering: the shops, a shop's menu, a product (spec §4 Menu).
class ShopPages {
public:
    ShopPages(db::Database& database, pizzeria::ShopDirectory& shops, product::CatalogueKeeper& catalogue,
        KeptMenus& menus, html::Assets const& assets, live::Hub& hub)
        : database_{database}
        , shops_{shops}
        , catalogue_{catalogue}
        , menus_{menus}
        , assets_{assets}
        , hub_{hub}
    {
    }
    html::Answer home(account::Call const&);
    html::Answer menu(account::Call const&);
    html::Answer product(account::Call const&);
    /// Events of the shop's menu; open to everybody.
    html::Answer menu_stream(account::Call const&);

private:
    /// What a signed-in person had last, to be ordered again.
    void add_last_order(html::View&, account::Call const&) const;
    db::Database& database_;
    pizzeria::ShopDirectory& shops_;
    product::CatalogueKeeper& catalogue_;
    KeptMenus& menus_;
    html::Assets const& assets_;
    live::Hub& hub_;
};

} // namespace ocp::home
