#pragma once

#include "order/business/place_order.h"

#include <optional>
#include <string>

namespace ocp::order {

/// Where an order goes, checked against the shop's zones; nowhere for a pickup.
struct Destination {
    std::optional<AddressId> address;
    std::string line, postcode, city;
    std::optional<pizzeria::Position> position;
    bool to_check = false;
    std::int64_t distance_m = 0;
    pizzeria::DeliveryZone zone{0, {}, {}};
};
/// What the form says of it. PostcodeUnknown, OutsideDeliveryZone; UnknownThing for an address that is not
/// the visitor's own, SignInRequired for one of nobody.
Result<Destination> destination_of(OrderDesk const&, db::Reader const&, account::Visitor const&,
    CheckoutForm const&, pizzeria::Pizzeria const&);

/// The time the form chose, or as soon as possible: then PromiseMoved when that is over fifteen minutes later
/// than what the page said. Else refused as slot_at and soonest_at do.
Result<Slotted> time_for(
    pizzeria::Pizzeria const&, Plan const& taken, Load const&, CheckoutForm const&, Instant at);

/// That a time of which the page spoke has not become much later meanwhile.
Result<void> about_as_shown(Promise const&, CheckoutForm const&);

} // namespace ocp::order
