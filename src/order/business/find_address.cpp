#include "order/business/find_address.h"

#include <fmt/format.h>

namespace ocp::order {

AddressFaults find_address(AddressDesk const& desk, CheckoutForm& form)
{
    if (form.mode == pizzeria::Mode::Pickup || form.saved_address) return {};
    auto const sought = pizzeria::locate_address(
        desk.geocoder, desk.postcodes, desk.least_score, {form.line, form.postcode, form.city});
    form.place = sought.place;
    if (!sought.place) return {{{"postcode", Refusal::PostcodeUnknown}}, {}};
    if (sought.unsure && form.confirmed != confirmed_text(form))
        return {{{"line", Refusal::AddressUnsure}}, sought.perhaps};
    return {};
}

std::string confirmed_text(CheckoutForm const& form)
{
    return fmt::format("{}|{}|{}", form.line, form.postcode, form.city);
}

} // namespace ocp::order
