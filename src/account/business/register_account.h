#pragma once

#include "account/business/sign_in.h"

#include <string>
#include <utility>
#include <vector>

namespace ocp::account {

struct Registration {
    std::string firstname, lastname, email, password, confirmation;
};

/// One fault of a form: the field's name and what is wrong with it.
using FieldFault = std::pair<std::string, Refusal>;

/// Every faulty field of the registration, in the order of the form.
std::vector<FieldFault> faults_of(Registration const&);

/// Creates the account and signs it in (spec §4 Register). EmailTaken when somebody has it,
/// which an address can ask five times an hour: then TooManyRequests. Slow (argon2).
Result<SignedIn> register_account(
    SignInTools const&, Registration const&, SignInRequest const& about_the_client);

/// The password rules, and that it is not the e-mail: an address has a symbol and often a digit, but is no
/// secret.
Result<void> check_password_for(
    std::string_view email, std::string_view password, std::string_view confirmation);

/// Whose an order of a visitor is (ADR 17): the account with that e-mail, of which nothing is told or
/// changed, or a new one without a password. Part of another deed. `email` in lower case.
UserId account_behind(db::Transaction&, std::string const& firstname, std::string const& lastname,
    std::string const& email, std::string const& phone, Language, Instant at);

} // namespace ocp::account
