#pragma once

#include "account/model/call.h"
#include "order/business/checkout_rules.h"
#include "order/business/place_order.h"
#include "pizzeria/business/locate_address.h"
#include "platform/html/page.h"

#include <string>
#include <vector>

namespace ocp::order {

/// The checkout form as sent; fields trimmed.
CheckoutForm form_from(account::Call const&);

/// What the form is filled with when first shown: the person's own name, phone and default address, and the
/// way of their last order, with the phone given for it when the account has none. Never that order's
/// address: anybody may have ordered with somebody's e-mail, and a pizza must not follow them home.
CheckoutForm fresh_form(OrderDesk const&, account::Call const&, std::string key);

/// The page, with every value kept and each fault beside its field and in the summary on top. Nothing when
/// there is no cart to order.
std::optional<html::Page> checkout_page(OrderDesk const&, account::Call const&, CheckoutForm const&,
    std::vector<FieldFault> const& faults, std::vector<pizzeria::TypedAddress> const& perhaps = {});

} // namespace ocp::order
