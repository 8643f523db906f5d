#pragma once

#include "mail/model/mail.h"
#include "payment/model/receipt.h"
#include "platform/html/view.h"

#include <string>

namespace ocp::order {

/// The letter that brings a customer their receipt, from its bytes alone. `link`: its page.
mail::Letter receipt_letter(
    mail::Mail const&, payment::Receipt const&, std::string const& link, html::Templates const&);

} // namespace ocp::order
