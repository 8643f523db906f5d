#pragma once

#include "mail/model/mail.h"
#include "order/business/follow_order.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/html/view.h"

namespace ocp::order {

/// The letter that tells a customer of a step of their order (issue 4, Notifications): what happened, when,
/// what was promised, what it costs, where to follow it and whom to call. `mail`: which step, and when.
/// `site`: PUBLIC_URL.
mail::Letter letter_of(mail::Mail const&, Told const&, pizzeria::Pizzeria const&, std::string_view site,
    std::string const& tracking_key, html::Templates const&);

} // namespace ocp::order
