#pragma once

#include "account/model/call.h"
#include "order/business/advance_order.h"
#include "platform/html/page.h"
#include "platform/html/shared_parts.h"
#include "platform/live/hub.h"
#include "platform/live/kept.h"
#include "product/business/catalogue_keeper.h"

namespace ocp::order {

/// The kitchen of one shop: board, recipe beside it, and every step a pizzaiolo takes (spec §4 Order
/// handling).
class KitchenPages {
public:
    KitchenPages(db::Database& database, product::CatalogueKeeper& catalogue, live::Hub& hub,
        html::SharedParts const& parts, live::Changes const& changes, Clock const& clock)
        : database_{database}
        , catalogue_{catalogue}
        , hub_{hub}
        , parts_{parts}
        , boards_{changes, clock}
    {
    }
    html::Answer board(account::Call const&);
    html::Answer stream(account::Call const&);
    html::Answer reminder(account::Call const&);
    html::Answer accept(account::Call const&);
    html::Answer refuse_form(account::Call const&);
    html::Answer refuse(account::Call const&);
    html::Answer finish(account::Call const&);
    html::Answer hand_over(account::Call const&);

private:
    /// Takes the step and goes back to the board, which tells why when it was refused.
    html::Answer step(account::Call const&, Action, std::optional<payment::Tender> collected);

    /// A shop's board as all who work there see it.
    struct BoardNow {
        std::string body; ///< rendered
        outbox::Cursor cursor;
    };
    std::shared_ptr<BoardNow const> board_of(pizzeria::Pizzeria const&, Instant now);

    db::Database& database_;
    product::CatalogueKeeper& catalogue_;
    live::Hub& hub_;
    html::SharedParts const& parts_;
    live::Kept<BoardNow> boards_;
};

} // namespace ocp::order
