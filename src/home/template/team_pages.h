#pragma once

#include "account/model/call.h"
#include "pizzeria/business/shop_directory.h"
#include "platform/html/page.h"

namespace ocp::home {

/// Where staff begins: one's shops and what one may do there.
class TeamPages {
public:
    TeamPages(db::Database& database, pizzeria::ShopDirectory& shops)
        : database_{database}
        , shops_{shops}
    {
    }
    html::Answer show(account::Call const&);

private:
    db::Database& database_;
    pizzeria::ShopDirectory& shops_;
};

} // namespace ocp::home
