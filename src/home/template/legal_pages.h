#pragma once

#include "account/model/call.h"
#include "pizzeria/business/shop_directory.h"
#include "platform/html/page.h"

namespace ocp::home {

/// What the law wants a seller at a distance to say, with the group's own facts in it: who sells, on which
/// terms, what becomes of personal data, how accessible the site is, and the 14 allergens.
class LegalPages {
public:
    LegalPages(db::Database& database, pizzeria::ShopDirectory const& shops)
        : database_{database}
        , shops_{shops}
    {
    }
    html::Answer notice(account::Call const&); ///< «mentions légales»
    html::Answer terms(account::Call const&); ///< «conditions générales de vente»
    html::Answer privacy(account::Call const&);
    html::Answer accessibility(account::Call const&);

private:
    html::Page page(account::Call const&, std::string template_name, Text title) const;

    db::Database& database_;
    pizzeria::ShopDirectory const& shops_;
};

} // namespace ocp::home
