#pragma once

#include "account/business/sign_in.h"
#include "base/result.h"
#include "order/business/place_order.h"
#include "payment/model/receipt.h"
#include "pizzeria/model/legal_facts.h"

#include <string>
#include <vector>

namespace ocp::order {

/// Everything that is kept of the person, as JSON (law.md §3.6, access and portability): account, addresses,
/// choices, devices, mails, orders with their lines, steps and payments.
std::string export_person(db::Database&, account::User const&, Instant at);

/// The person goes, the orders stay. WrongPassword, AccountBlocked; OrderUnderWay while one is; NotAllowed
/// for staff, whose account an administrator closes. `client`: with the own password, if there is one. Slow.
Result<void> erase_person(
    account::SignInTools const&, account::Visitor const&, account::SignInRequest const& client);

/// The person's order, who sells, and what was booked of it.
struct Invoice {
    OrderView order;
    pizzeria::LegalFacts seller;
    std::vector<payment::ReceiptLine> lines; ///< what holds of its receipts
    std::vector<payment::Receipt>
        receipts; ///< the oldest first; none of an order paid before they were written
};
/// UnknownThing when the order has none: it did not end well, is not paid, or is another's. SellerUnknown
/// while the group has not said of itself what an invoice needs: then none may be issued (law.md §3.5).
Result<Invoice> own_invoice(db::Database&, UserId client, OrderId);

} // namespace ocp::order
