#pragma once

#include "bank/business/bracket_form.h"
#include "bank/model/fault.h"
#include "bank/model/payment.h"

#include <tl/expected.hpp>

namespace ocp::bank {

/// What a merchant wants to be paid: a session without its ids, and its payment's own metadata.
struct Wanted {
    Session session;
    Metadata payment_metadata;
};

/// Reads and judges what POST /v1/checkout/sessions was sent.
tl::expected<Wanted, Fault> ask_session(BracketForm const&, UnixTime now);

} // namespace ocp::bank
