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

/// What of it goes into the ledger: together exactly what is due. Cash given that needs no change is no
/// matter.
///
/// AmountWrong when nothing is due, or it does not come to what is due, or a part is not above zero, or
/// means that are not for the reception, or less cash is given than counted.
Result<std::vector<Entry>> entries_of(Tender const&, Money due);

/// What a customer may pay with meal vouchers in a day, and what of this order (law.md §3.5).
inline constexpr Money most_vouchers_a_day = Money::cents(2'500);
struct VoucherRoom {
    Money of_order; ///< its total, less its alcohol
    Money spent; ///< with vouchers on that day already, whatever the order and the shop
};
Money vouchers_in(std::vector<Entry> const&);
/// VoucherForAlcohol when vouchers would pay some, VoucherLimit when they are too many for the day.
Result<void> check_vouchers(std::vector<Entry> const&, VoucherRoom const&);

} // namespace ocp::payment
