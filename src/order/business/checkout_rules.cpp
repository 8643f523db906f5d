#include "order/business/checkout_rules.h"

#include "account/business/password_rules.h"
#include "base/text.h"

#include <algorithm>

namespace ocp::order {

namespace {

bool between(std::string_view text, std::size_t least, std::size_t most)
{
    auto const length = text::length(text);
    return length >= least && length <= most;
}

bool five_digits(std::string_view text)
{
    return text.size() == 5
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_house_number(std::string_view line)
{
    return std::any_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<FieldFault> address_faults_of(CheckoutForm const& form)
{
    std::vector<FieldFault> faults;
    if (form.mode == pizzeria::Mode::Pickup || form.saved_address) return faults;
    if (!between(form.line, 5, 120) || !has_house_number(form.line))
        faults.emplace_back("line", Refusal::AddressIncomplete);
    if (!five_digits(form.postcode)) faults.emplace_back("postcode", Refusal::PostcodeMissing);
    if (!between(form.city, 2, 80)) faults.emplace_back("city", Refusal::CityMissing);
    return faults;
}

} // namespace

std::vector<FieldFault> faults_of(CheckoutForm const& form, bool signed_in)
{
    auto faults = address_faults_of(form);
    if (!signed_in && !account::plausible_email(form.email))
        faults.emplace_back("email", Refusal::EmailInvalid);
    if (!between(form.firstname, 1, 80)) faults.emplace_back("firstname", Refusal::FirstnameMissing);
    if (!between(form.lastname, 1, 80)) faults.emplace_back("lastname", Refusal::LastnameMissing);
    if (form.phone.empty())
        faults.emplace_back("phone", Refusal::PhoneMissing);
    else if (!account::phone_from(form.phone))
        faults.emplace_back("phone", Refusal::PhoneInvalid);
    return faults;
}

std::vector<FieldFault> amendment_faults_of(CheckoutForm const& form)
{
    auto faults = address_faults_of(form);
    if (!form.phone.empty() && !account::phone_from(form.phone))
        faults.emplace_back("phone", Refusal::PhoneInvalid);
    return faults;
}

} // namespace ocp::order
