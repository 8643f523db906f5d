#pragma once

#include "clients/geocoder/client.h"
#include "pizzeria/business/postcodes.h"
#include "pizzeria/model/pizzeria.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::pizzeria {

struct TypedAddress {
    std::string line; ///< "12 rue de la Villette"
    std::string postcode, city;
};

struct Sought {
    std::optional<Place> place; ///< nothing: nobody knows even the postcode
    /// Others that may be meant, when the geocoder knows the town but not this house; the likeliest first.
    std::vector<TypedAddress> perhaps = {};
    bool unsure = false; ///< the geocoder answered, and found no such house
};

/// Looks an address up (integrations.md §7): the geocoder's house with that number and postcode, when it is
/// sure enough. When it cannot be asked, or says a place 40 km and more from its own postcode, the embedded
/// table places the postcode, to be checked. Never inside a transaction: it goes over the network, two
/// seconds at most.
Sought locate_address(geocoder::Geocoder&, Postcodes const&, double least_score, TypedAddress const&);

} // namespace ocp::pizzeria
