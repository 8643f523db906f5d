#pragma once

#include "order/business/reconcile.h"

#include <string>

namespace ocp::cli {

/// One line for an operator, in French: which order or payment, what it is, what was done, what is left.
std::string line_of(order::Difference const&);
/// What both sides come to.
std::string sums_of(order::Reconciliation const&);
/// Why Stripe could not be asked: «Stripe ne répond pas (503)».
std::string words_of(stripe::Trouble const&);

} // namespace ocp::cli
