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

/// Creates the account and signs it in (spec §4 Register). EmailTaken when somebody has it. Slow (argon2).
Result<SignedIn> register_account(
    SignInTools const&, Registration const&, SignInRequest const& about_the_client);

/// Opens an account without a password inside another deed (checkout, counter). EmailKnown when it exists:
/// that person signs in instead. `email` in lower case.
Result<UserId> open_account(db::Transaction&, std::string const& firstname, std::string const& lastname,
    std::string const& email, std::string const& phone, Language, Instant at);

} // namespace ocp::account
