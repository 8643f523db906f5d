#pragma once

#include "base/result.h"
#include "payment/model/payment.h"

#include <optional>
#include <vector>

namespace ocp::payment {

/// What is handed over on reception, part by part (spec §4 Pay on delivery).
struct Tender {
    struct Part {
        Means means;
        std::optional<Money> amount = {}; ///< nothing: what the other parts leave
        std::optional<Money> given = {}; ///< in cash: change is given for the rest
    };
    std::vector<Part> parts;
};

/// What of it goes into the ledger: together exactly what is due.
///
/// AmountWrong when nothing is due, or it does not come to what is due, or a part is not above zero, or
/// means that are not for the reception, or less cash is given than counted.
Result<std::vector<Entry>> entries_of(Tender const&, Money due);

} // namespace ocp::payment
