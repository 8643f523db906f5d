#include "pizzeria/business/locate_address.h"

#include "pizzeria/business/delivery_rules.h"

#include <algorithm>

namespace ocp::pizzeria {

namespace {

/// No commune is that wide.
constexpr std::int64_t too_far_from_postcode_m = 40'000;

bool is_that_house(geocoder::Found const& found, TypedAddress const& typed, double least_score)
{
    return found.type == "housenumber" && found.postcode == typed.postcode && found.score >= least_score;
}

bool is_credible(Position place, std::optional<Position> const& of_postcode)
{
    return !of_postcode || distance_m(place, *of_postcode) < too_far_from_postcode_m;
}

/// What has no house number in it is of no use to a driver.
std::vector<TypedAddress> suggestions_in(std::vector<geocoder::Found> const& found)
{
    std::vector<TypedAddress> perhaps;
    for (auto const& one : found)
        if (one.type == "housenumber" && !one.name.empty() && perhaps.size() < 3)
            perhaps.push_back({one.name, one.postcode, one.city});
    return perhaps;
}

} // namespace

Sought locate_address(
    geocoder::Geocoder& geocoder, Postcodes const& postcodes, double least_score, TypedAddress const& typed)
{
    auto const of_postcode = postcodes.locate(typed.postcode, typed.city);
    auto const by_postcode = of_postcode ? std::optional{Place{*of_postcode, true}} : std::nullopt;
    auto const found = geocoder.search(typed.line + " " + typed.city, typed.postcode);
    if (!found) return {by_postcode};
    for (auto const& one : *found) {
        if (!is_that_house(one, typed, least_score)) continue;
        Position const there{one.latitude, one.longitude};
        if (is_credible(there, of_postcode)) return {Place{there, false}};
        return {by_postcode}; // what says that is not to be asked
    }
    return {by_postcode, suggestions_in(*found), true};
}

} // namespace ocp::pizzeria
