#pragma once

#include "account/model/call.h"
#include "order/business/advance_order.h"
#include "platform/db/database.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::order {

/// The step a form of a staff screen asks for: the order of its path, by whoever is signed in, in that shop.
StepRequest staff_step(
    account::Call const&, OrderId, Action, std::optional<payment::Tender> collected = std::nullopt);

/// What the form says was handed over: `means` for all of it, or `cash`, `card` and `voucher` as people type
/// amounts, and `given` in cash. Nothing when it says nothing; a tender of nothing, which no order takes,
/// when it cannot be read.
std::optional<payment::Tender> tender_in(http::Fields const& form);

/// Where a step leads that was taken: back to the screen, which says what change to give.
std::string taken_address(std::string_view screen, StepRequest const&);
/// «Rendre 5,50 € sur la commande 142». Nothing when there is none to give.
std::optional<std::string> change_text(db::Database&, account::Call const&);

/// Where a refused step leads: back to the screen, whose address carries order and reason.
std::string refused_address(std::string_view screen, OrderId, Refusal);

/// What the screen then says: «Léa a pris la commande 142 avant vous.» Nothing when no step was refused.
std::optional<std::string> refused_step_text(db::Database&, account::Call const&);

} // namespace ocp::order
