#pragma once

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "pizzeria/model/pizzeria.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ocp::order {

enum class PayOn { Reception, Online };

/// What the checkout form says, fields trimmed.
struct CheckoutForm {
    pizzeria::Mode mode = pizzeria::Mode::Delivery;
    PayOn pay_on = PayOn::Reception;
    std::optional<AddressId> saved_address;
    std::string line, postcode, city;
    bool save_address = false;
    std::string firstname, lastname, email, phone;
    std::string note;
    bool is_adult = false; ///< says so; asked where alcohol is in the cart
    std::string shop; ///< slug of another shop that shall prepare it; "" for the cart's
    std::string confirmed; ///< address that its customer says is right although nobody found it
    std::optional<pizzeria::Place> place; ///< where the typed address is, once it was looked for
    std::optional<Instant> wanted; ///< the time its customer chose; nothing: as soon as possible
    std::optional<Instant> shown_time; ///< what the page said of the soonest
    Money expected_total; ///< what the page showed
    std::string shown_cart; ///< fingerprint of the cart that the page showed
    std::string key; ///< the intent, made with the page
};

using FieldFault = std::pair<std::string, Refusal>;

/// Every faulty field in the order of the form. A signed-in person is not asked for an e-mail.
std::vector<FieldFault> faults_of(CheckoutForm const&, bool signed_in);

/// The same for an order that is placed already: who ordered is known, and an empty telephone keeps the one
/// there is.
std::vector<FieldFault> amendment_faults_of(CheckoutForm const&);

} // namespace ocp::order
