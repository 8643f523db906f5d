#pragma once

#include "home/template/menu_body.h"
#include "order/model/plan.h"
#include "platform/db/database.h"
#include "platform/html/shared_parts.h"
#include "platform/live/kept.h"
#include "platform/outbox/outbox.h"
#include "product/business/catalogue_keeper.h"

#include <memory>
#include <string>

namespace ocp::home {

/// A shop's menu as everybody sees it, and what the page around it says of that moment.
struct MenuNow {
    std::string body; ///< rendered
    outbox::Cursor cursor;
    order::Plan taken; ///< of the shop's slots
};

/// Each shop's menu in each language, made again only after an event said that its stock or the catalogue
/// changed.
class KeptMenus {
public:
    KeptMenus(db::Database& database, product::CatalogueKeeper& catalogue, html::SharedParts const& parts,
        html::Assets const& assets, live::Changes const& changes, Clock const& clock)
        : database_{database}
        , catalogue_{catalogue}
        , parts_{parts}
        , assets_{assets}
        , clock_{clock}
        , kept_{changes, clock}
    {
    }
    std::shared_ptr<MenuNow const> menu_of(pizzeria::Pizzeria const& shop, Language);

private:
    db::Database& database_;
    product::CatalogueKeeper& catalogue_;
    html::SharedParts const& parts_;
    html::Assets const& assets_;
    Clock const& clock_;
    live::Kept<MenuNow> kept_;
};

} // namespace ocp::home
