#pragma once

#include "base/refusal.h"
#include "order/model/order.h"
#include "platform/http/request.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::order {

/// The word that carries a refused step through the redirect, and back. Only steps' own refusals have one.
std::string_view address_word(Refusal);
std::optional<Refusal> refusal_in_address(http::Request const&);

/// «Léa a pris la commande 142 avant vous.»; names who was first when somebody was.
std::string step_refusal_text(Refusal, OrderView const&, std::optional<std::string> const& taken_by);

} // namespace ocp::order
