#include "order/business/checkout_rules.h"

#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using pizzeria::Mode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

CheckoutForm a_good_form()
{
    CheckoutForm form;
    form.line = "14 rue Victor-Hugo";
    form.postcode = "69002";
    form.city = "Lyon";
    form.firstname = "Élise";
    form.lastname = "Bonnet";
    form.email = "elise@exemple.fr";
    form.phone = "06 39 98 41 17";
    return form;
}

template <class Change>
std::vector<FieldFault> faults_after(Change change)
{
    auto form = a_good_form();
    change(form);
    return faults_of(form, false);
}

TEST(CheckoutForm, is_good_when_everything_is_there)
{
    EXPECT_THAT(faults_of(a_good_form(), false), IsEmpty());
}

TEST(CheckoutForm, names_every_empty_field_in_the_order_of_the_form)
{
    EXPECT_THAT(faults_of({}, false),
        ElementsAre(Pair("line", Refusal::AddressIncomplete), Pair("postcode", Refusal::PostcodeMissing),
            Pair("city", Refusal::CityMissing), Pair("email", Refusal::EmailInvalid),
            Pair("firstname", Refusal::FirstnameMissing), Pair("lastname", Refusal::LastnameMissing),
            Pair("phone", Refusal::PhoneMissing)));
}

TEST(CheckoutForm, wants_a_house_number)
{
    EXPECT_THAT(faults_after([](auto& form) { form.line = "rue Victor-Hugo"; }),
        ElementsAre(Pair("line", Refusal::AddressIncomplete)));
}

TEST(CheckoutForm, wants_five_digits_of_postcode)
{
    for (auto const* typed : {"6900", "690022", "6900O", "69 02", "٦٩٠٠٢", "-6900"})
        EXPECT_THAT(faults_after([&](auto& form) { form.postcode = typed; }),
            ElementsAre(Pair("postcode", Refusal::PostcodeMissing)))
            << typed;
}

TEST(CheckoutForm, counts_characters_and_not_bytes)
{
    auto const accents = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += "é";
        return text;
    };
    EXPECT_THAT(faults_after([&](auto& form) { form.firstname = accents(80); }), IsEmpty());
    EXPECT_THAT(faults_after([&](auto& form) { form.firstname = accents(81); }),
        ElementsAre(Pair("firstname", Refusal::FirstnameMissing)));
}

TEST(CheckoutForm, asks_no_address_of_who_comes_to_fetch)
{
    EXPECT_THAT(faults_after([](auto& form) {
        form.mode = Mode::Pickup;
        form.line = form.postcode = form.city = "";
    }),
        IsEmpty());
}

TEST(CheckoutForm, asks_no_address_when_a_saved_one_is_chosen)
{
    EXPECT_THAT(faults_after([](auto& form) {
        form.saved_address = AddressId{7};
        form.line = form.postcode = form.city = "";
    }),
        IsEmpty());
}

TEST(CheckoutForm, asks_no_email_of_who_is_signed_in)
{
    auto form = a_good_form();
    form.email = "";
    EXPECT_THAT(faults_of(form, true), IsEmpty());
    EXPECT_THAT(faults_of(form, false), ElementsAre(Pair("email", Refusal::EmailInvalid)));
}

} // namespace
} // namespace ocp::order
