#pragma once

#include "account/business/sign_in.h"
#include "base/result.h"
#include "order/business/place_order.h"

#include <optional>
#include <string>

namespace ocp::order {

/// Everything that is kept of the person, as JSON (law.md §3.6, access and portability): account, addresses,
/// choices, devices, mails, orders with their lines, steps and payments.
std::string export_person(db::Database&, account::User const&, Instant at);

/// The person goes, the orders stay. WrongPassword, AccountBlocked; OrderUnderWay while one is; NotAllowed
/// for staff, whose account an administrator closes. `client`: with the own password, if there is one. Slow.
Result<void> erase_person(
    account::SignInTools const&, account::Visitor const&, account::SignInRequest const& client);

/// The person's order when it has an invoice: it ended well and is paid.
std::optional<OrderView> own_invoice(db::Database&, UserId client, OrderId);

} // namespace ocp::order
