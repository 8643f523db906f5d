#pragma once

#include "order/business/reconcile.h"
#include "supervision/model/incident.h"

#include <vector>

namespace ocp::payments {

/// What a reconciliation that began at `begun` means for the incidents «payment-odd»: it begins one when
/// something remains, and ends those of whatever it found in order. One that was broken off says nothing.
void note_reconciliation(db::Database&, std::vector<supervision::Way> const&, order::Reconciliation const&,
    Instant begun, Instant now);

} // namespace ocp::payments
