#pragma once

#include "tests/support/browser.h"

namespace ocp::test {

/// The checkout page of the browser's cart, filled in so that the order goes through: to be delivered in
/// Lyon, by a person of a new name and e-mail.
Form checkout_form(Browser&);
/// The same with other values in these fields.
Form with(Form, Form const& changes);
/// What the field holds.
std::string in(Form const&, std::string_view field);

} // namespace ocp::test
