#include "account/business/password_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ocp::account {
namespace {

Refusal why_not(std::string_view password)
{
    auto const checked = check_password(password, password);
    EXPECT_FALSE(checked) << password;
    return checked ? Refusal::UnknownThing : checked.error();
}

TEST(Password, is_taken_with_eight_characters_a_digit_and_a_symbol)
{
    EXPECT_TRUE(check_password("cerise-4", "cerise-4"));
    EXPECT_TRUE(check_password("Pizza-2026!", "Pizza-2026!"));
    EXPECT_TRUE(check_password("quatre tours 7 ponts", "quatre tours 7 ponts"));
}

TEST(Password, is_refused_for_the_rule_it_breaks)
{
    EXPECT_EQ(why_not(""), Refusal::PasswordTooShort);
    EXPECT_EQ(why_not("ceris-4"), Refusal::PasswordTooShort);
    EXPECT_EQ(why_not("cerise--"), Refusal::PasswordWithoutDigit);
    EXPECT_EQ(why_not("cerisette4"), Refusal::PasswordWithoutSymbol);
    EXPECT_EQ(why_not("été4hiver"), Refusal::PasswordWithoutSymbol) << "an accent is a letter, not a symbol";
    EXPECT_EQ(why_not(std::string(127, 'x') + "4-"), Refusal::PasswordTooLong);
}

TEST(Password, counts_characters_and_not_bytes)
{
    EXPECT_EQ(why_not("éééé-4"), Refusal::PasswordTooShort);
    std::string most;
    for (int i = 0; i < 126; ++i)
        most += "é";
    EXPECT_TRUE(check_password(most + "4-", most + "4-"));
}

TEST(Password, is_refused_when_everybody_would_try_it)
{
    for (auto const* common :
        {"Azerty123!", "Password1!", "motdepasse-1", "OCPizza-26", "12345678!", "soleil!42"})
        EXPECT_EQ(why_not(common), Refusal::PasswordTooCommon) << common;
}

TEST(Password, is_typed_twice_the_same)
{
    EXPECT_EQ(check_password("cerise-4", "cerise-5").error(), Refusal::PasswordsDiffer);
    EXPECT_EQ(check_password("cerise-4", "").error(), Refusal::PasswordsDiffer);
}

TEST(Email, is_plausible_with_one_at_sign_and_a_dot_in_its_domain)
{
    for (auto const* good : {"a@b.fr", "alice@exemple.fr", "a.b+c@sous.domaine.example", "élise@exemple.fr"})
        EXPECT_TRUE(plausible_email(good)) << good;
}

TEST(Email, is_refused_otherwise)
{
    for (auto const* bad : {"", "a@b", "alice", "alice@", "@exemple.fr", "a@@b.fr", "a@b@c.fr", "a b@c.fr",
             "a@b.f", "a@.fr", "a@b..fr", "a@-b.fr", "<a>@b.fr", "a@b.fr\n", "a@b.fr\r\nBcc: c@d.fr",
             "\"a\"@b.fr", "a,b@c.fr", "a;b@c.fr"})
        EXPECT_FALSE(plausible_email(bad)) << bad;
    EXPECT_FALSE(plausible_email(std::string(250, 'a') + "@b.fr"));
}

TEST(Phone, becomes_one_form_however_it_is_typed)
{
    for (auto const* typed : {"0639981234", "06 39 98 12 34", "06.39.98.12.34", "06-39-98-12-34",
             "+33639981234", "0033639981234", "+33 (0)6 39 98 12 34", " 06/39/98/12/34 "})
        EXPECT_EQ(phone_from(typed).value_or("refused"), "+33639981234") << typed;
    EXPECT_EQ(phone_from("+41 22 730 51 11").value_or("refused"), "+41227305111");
}

TEST(Phone, is_refused_when_it_cannot_be_called)
{
    for (auto const* typed : {"", "06 39 98 12 3", "06 39 98 12 345", "0039", "00 12", "1234567890",
             "+33 6 39 98 12", "+0639981234", "06 39 98 12 3x", "++33639981234", "06+39981234", "+1234567",
             "+1234567890123456", "+33 00 01 05 92 90", "zéro six"})
        EXPECT_EQ(phone_from(typed).error(), Refusal::PhoneInvalid) << typed;
}

RC_GTEST_PROP(Phone, stays_as_it_is_once_it_has_its_form, ())
{
    static std::string const keys = "0123456789+ .-()/x";
    auto const typed = *rc::gen::container<std::string>(rc::gen::elementOf(keys));
    auto const once = phone_from("+33" + typed);
    if (once) RC_ASSERT(phone_from(*once).value_or("refused") == *once);
}

RC_GTEST_PROP(Phone, keeps_the_ten_digits_of_any_french_number, ())
{
    auto digits = std::string{"0"} + std::to_string(*rc::gen::inRange(100'000'000, 1'000'000'000));
    RC_ASSERT(phone_from(digits).value_or("refused") == "+33" + digits.substr(1));
}

} // namespace
} // namespace ocp::account
