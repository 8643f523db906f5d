#pragma once

#include "base/id.h"
#include "base/language.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::account {

/// A role held for a shop, or for the group. Everyone is a customer; that needs no row.
enum class Role { Customer, Pizzaiolo, Driver, Manager, Administrator, Operator };

struct HeldRole {
    Role role;
    std::optional<PizzeriaId> pizzeria; ///< nothing: for the group
};

struct User {
    UserId id;
    std::string firstname;
    std::string lastname;
    std::string email; ///< "" for a customer known by phone only
    std::string phone; ///< E.164 or ""
    Language language = Language::French; ///< chosen by the person, or that of the page they registered on
};

/// Who stands behind a request: a login session or a visitor's, or nobody yet.
struct Visitor {
    std::optional<SessionId> session;
    std::string csrf_secret; ///< of the session; "" without one
    std::optional<CartId> cart;
    std::optional<User> user;
    std::vector<HeldRole> roles;
    /// What the answer is written in: found out at the door (ocpizza/choose_language.h).
    Language language = Language::French;

    bool signed_in() const { return user.has_value(); }
};

} // namespace ocp::account
