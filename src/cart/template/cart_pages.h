#pragma once

#include "account/business/session_cookies.h"
#include "account/model/call.h"
#include "cart/business/change_cart.h"
#include "pizzeria/business/shop_directory.h"
#include "platform/html/assets.h"
#include "platform/html/page.h"

#include <functional>
#include <optional>
#include <string>

namespace ocp::cart {

/// The cart: filling it from a menu, looking at it, changing quantities (spec §4 Cart).
class CartPages {
public:
    /// An order that was made of the cart and waits for its payment online.
    struct Awaiting {
        std::string number; ///< "042"
        std::string link; ///< to it
    };
    /// Orders are above carts: whoever knows them is asked.
    using FindAwaiting = std::function<std::optional<Awaiting>(db::Reader const&, CartId)>;

    CartPages(db::Database& database, product::CatalogueKeeper& catalogue, pizzeria::ShopDirectory& shops,
        RandomSource& random, account::SessionCookies const& cookies, html::Assets const& assets,
        bool limits_customers, FindAwaiting awaiting)
        : database_{database}
        , catalogue_{catalogue}
        , shops_{shops}
        , random_{random}
        , cookies_{cookies}
        , assets_{assets}
        , limits_customers_{limits_customers}
        , awaiting_{std::move(awaiting)}
    {
    }
    html::Answer add(account::Call const&);
    html::Answer show(account::Call const&);
    html::Answer set_line(account::Call const&);
    html::Answer set_code(account::Call const&);

private:
    db::Database& database_;
    product::CatalogueKeeper& catalogue_;
    pizzeria::ShopDirectory& shops_;
    RandomSource& random_;
    account::SessionCookies const& cookies_;
    html::Assets const& assets_;
    bool limits_customers_; ///< wrong promo codes are counted by address
    FindAwaiting const awaiting_;
};

} // namespace ocp::cart
