#pragma once

#include "payment/model/payment.h"

#include <vector>

namespace ocp::payment {

/// What was taken on reception and not given back since; `ledger`: all lines of an order.
Money left_on_reception(std::vector<Entry> const& ledger);

/// The lines that give so much of it back, each in the means it came in: below zero, together exactly the
/// amount. The amount is above zero and at most what is left.
std::vector<Entry> entries_back(std::vector<Entry> const& ledger, Money amount);

} // namespace ocp::payment
