#include "order/business/destination.h"

#include "account/business/addresses.h"
#include "pizzeria/business/delivery_rules.h"

namespace ocp::order {

Result<Destination> destination_of(OrderDesk const& desk, db::Reader const& reader,
    account::Visitor const& visitor, CheckoutForm const& form, pizzeria::Pizzeria const& shop)
{
    if (form.mode == pizzeria::Mode::Pickup) return Destination{};

    Destination to{std::nullopt, form.line, form.postcode, form.city, std::nullopt, false, 0, {0, {}, {}}};
    if (form.place) {
        to.position = form.place->position;
        to.to_check = form.place->to_check;
    }
    if (form.saved_address) {
        if (!visitor.user) return No{Refusal::SignInRequired};
        auto const saved = account::find_own_address(reader, visitor.user->id, *form.saved_address);
        if (!saved) return No{Refusal::UnknownThing};
        to = {saved->id, saved->line, saved->postcode, saved->city, std::nullopt, false, 0, {0, {}, {}}};
        if (saved->latitude && saved->longitude) to.position = {*saved->latitude, *saved->longitude};
    }
    if (!to.position) {
        to.position = desk.postcodes.locate(to.postcode, to.city);
        to.to_check = true;
    }
    if (!to.position) return No{Refusal::PostcodeUnknown};
    to.distance_m = pizzeria::distance_m(shop.position, *to.position);
    TRY_LET(to.zone, pizzeria::zone_for(shop, *to.position));
    return to;
}

Result<Slotted> time_for(
    pizzeria::Pizzeria const& shop, Plan const& taken, Load const& load, CheckoutForm const& form, Instant at)
{
    if (form.wanted) return slot_at(shop, taken, load, *form.wanted, at);
    TRY_LET(auto soonest, soonest_at(shop, taken, load, at));
    TRY(about_as_shown(soonest.promise, form));
    return soonest;
}

Result<void> about_as_shown(Promise const& promise, CheckoutForm const& form)
{
    static constexpr std::chrono::milliseconds little_later = std::chrono::minutes{15};
    if (form.shown_time && promise.from > *form.shown_time + little_later) return No{Refusal::PromiseMoved};
    return {};
}

} // namespace ocp::order
