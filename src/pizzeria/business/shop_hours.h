#pragma once

#include "base/words.h"
#include "pizzeria/business/opening_rules.h"
#include "pizzeria/model/pizzeria.h"

namespace ocp::pizzeria {

/// The shop's services from yesterday's (it may still run) to a week ahead, as moments.
std::vector<Service> services_around(Pizzeria const& shop, Instant at);

/// The service that is on for this mode, or nothing.
std::optional<Service> open_now(Pizzeria const& shop, Mode mode, Instant at);

/// The services of this mode that are on or still to come in the business day of that moment, which ends at
/// 05:00: those somebody can order for. One that is on may go on after it.
std::vector<Service> services_ahead(Pizzeria const& shop, Mode mode, Instant at);

/// «ouvert jusqu’à 22 h 30», «ouvre à 18 h», «ouvre lundi 23 novembre à 11 h 30», «fermé».
struct OpeningText {
    bool open;
    Text text;
    Text next = {}; ///< after «elle»: «ouvre à 18 h», «n’ouvre pas cette semaine»; "" while open
};
OpeningText opening_text(Pizzeria const& shop, Instant at);

} // namespace ocp::pizzeria
