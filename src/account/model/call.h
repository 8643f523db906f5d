#pragma once

#include "account/model/user.h"
#include "base/clock.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/http/forms.h"
#include "platform/http/request.h"

#include <optional>
#include <string>

namespace ocp::account {

/// A request that passed the guard: who asks, in which shop, with which form. What every page function
/// receives.
struct Call {
    http::Request const& request;
    Visitor who;
    http::Fields form = {}; ///< of a POST; the CSRF token was checked
    std::optional<pizzeria::Pizzeria> shop = {}; ///< of `{shop}` in the path
    Role acting = Role::Customer; ///< with which the guard let the person in
    Instant now = {};
    std::string csrf = {}; ///< a token for this response's forms; "" without a session

    /// The signed-in person; only behind a guard that asks for one.
    User const& user() const { return *who.user; }
    Language language() const { return who.language; }
};

} // namespace ocp::account
