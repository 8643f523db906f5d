#pragma once

#include "clients/geocoder/client.h"
#include "order/business/checkout_rules.h"
#include "pizzeria/business/locate_address.h"

#include <string>
#include <vector>

namespace ocp::order {

/// What finding an address uses of the outside.
struct AddressDesk {
    geocoder::Geocoder& geocoder;
    pizzeria::Postcodes const& postcodes;
    double least_score; ///< how sure the geocoder must be of a house
};

struct AddressFaults {
    std::vector<FieldFault> faults; ///< PostcodeUnknown; AddressUnsure, once
    std::vector<pizzeria::TypedAddress> perhaps; ///< what may have been meant
};
/// Finds out where the address is that the form was typed with, and keeps it in the form (spec §4 Delivery
/// address). Asks the network: never inside a transaction.
AddressFaults find_address(AddressDesk const&, CheckoutForm&);

/// The address as typed, to notice that it is sent a second time.
std::string confirmed_text(CheckoutForm const&);

} // namespace ocp::order
