#include "base/refusal_text.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using test::fault_beside;
using test::Form;
using testing::HasSubstr;

constexpr auto right = "cerise-et-4-noyaux";
constexpr auto wrong = "cerise-et-5-noyaux";

Form registration(std::string const& email, std::string const& password, std::string const& again)
{
    return {{"firstname", "Zoé"}, {"lastname", "N'Diaye"}, {"email", email}, {"password", password},
        {"password_again", again}};
}

/// What the forms of the account do not take, and how they say so.
struct AccountRefusals : test::OnBothSites {
    static std::string new_email()
    {
        static int people = 0;
        return fmt::format("zoe.{}@exemple.fr", ++people);
    }
    /// Registers as a person does; the browser stays signed in.
    Browser registered(std::string const& email)
    {
        auto browser = site.browser();
        auto const answer = browser.post("/inscription", registration(email, right, right));
        EXPECT_EQ(answer.header("location"), "/") << answer.body;
        return browser;
    }
    static Browser::Answer sign_in(Browser& browser, std::string const& email, std::string const& password)
    {
        return browser.post("/connexion", {{"email", email}, {"password", password}});
    }
    static void expect_refused(Browser::Answer const& answer, Refusal refusal, std::string const& email)
    {
        EXPECT_EQ(answer.status, status_of(refusal));
        EXPECT_THAT(answer.body, HasSubstr("<title>Erreur\u00a0: Connexion"));
        EXPECT_EQ(fault_beside(answer.body, "email"), test::french(sentence_of(refusal)));
        EXPECT_EQ(fault_beside(answer.body, "password"), test::french(sentence_of(refusal)));
        EXPECT_EQ(test::typed_in(answer.body, "email"), email);
        EXPECT_EQ(test::typed_in(answer.body, "password"), "");
        EXPECT_EQ(answer.header("set-cookie"), "");
    }
};
OCP_ON_BOTH_ENGINES(AccountRefusals);

TEST_P(AccountRefusals, of_a_registration_stand_beside_the_field_they_are_about)
{
    auto const taken = new_email();
    registered(taken);
    auto const email = new_email();
    struct Case {
        Form sent;
        std::string_view field;
        Refusal refusal;
    };
    auto const weak = [&](std::string const& password) { return registration(email, password, password); };
    auto visitor = site.browser();
    auto const before = site.state();
    for (auto const& [sent, field, refusal] : std::vector<Case>{
             {weak("ceris-4"), "password", Refusal::PasswordTooShort},
             {weak("cerise--"), "password", Refusal::PasswordWithoutDigit},
             {weak("cerisette4"), "password", Refusal::PasswordWithoutSymbol},
             {weak("Azerty123!"), "password", Refusal::PasswordTooCommon},
             {weak("OCPizza-1"), "password", Refusal::PasswordTooCommon},
             {weak(email), "password", Refusal::PasswordIsEmail},
             {weak("ZOE" + email.substr(3)), "password", Refusal::PasswordIsEmail},
             {weak(std::string(127, 'x') + "4-"), "password", Refusal::PasswordTooLong},
             {registration(email, right, wrong), "password-again", Refusal::PasswordsDiffer},
             {registration(taken, right, right), "email", Refusal::EmailTaken},
             {registration("ZOE" + taken.substr(3), right, right), "email", Refusal::EmailTaken},
             {registration("zoé@exemple", right, right), "email", Refusal::EmailInvalid},
         }) {
        SCOPED_TRACE(test::encoded(sent));
        auto const answer = visitor.post("/inscription", sent);
        EXPECT_EQ(answer.status, status_of(refusal));
        EXPECT_THAT(answer.body, HasSubstr("<title>Erreur\u00a0: "));
        EXPECT_EQ(fault_beside(answer.body, field), test::french(sentence_of(refusal)));
        EXPECT_EQ(test::fault_in_summary(answer.body, field), test::french(sentence_of(refusal)));
        EXPECT_EQ(test::typed_in(answer.body, "firstname"), "Zoé");
        EXPECT_EQ(test::typed_in(answer.body, "lastname"), "N'Diaye");
        EXPECT_EQ(test::typed_in(answer.body, "email"), sent[2].second);
        EXPECT_EQ(test::typed_in(answer.body, "password"), "");
        EXPECT_EQ(test::typed_in(answer.body, "password-again"), "");
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(AccountRefusals, of_an_empty_registration_come_all_at_once)
{
    auto visitor = site.browser();
    auto const answer = visitor.post("/inscription");
    EXPECT_EQ(answer.status, 422U);
    EXPECT_EQ(fault_beside(answer.body, "firstname"), test::french(sentence_of(Refusal::FirstnameMissing)));
    EXPECT_EQ(fault_beside(answer.body, "lastname"), test::french(sentence_of(Refusal::LastnameMissing)));
    EXPECT_EQ(fault_beside(answer.body, "email"), test::french(sentence_of(Refusal::EmailInvalid)));
    EXPECT_EQ(fault_beside(answer.body, "password"), test::french(sentence_of(Refusal::PasswordTooShort)));
}

TEST_P(AccountRefusals, offer_to_sign_in_whose_email_is_taken)
{
    auto const taken = new_email();
    registered(taken);
    auto const answer = site.browser().post("/inscription", registration(taken, right, right));
    EXPECT_THAT(answer.body, HasSubstr("<a class=\"button second\" href=\"/connexion\">Se connecter</a>"));
}

TEST_P(AccountRefusals, are_the_same_for_a_wrong_password_and_an_unknown_email)
{
    auto const known = new_email(), unknown = new_email();
    registered(known);
    auto visitor = site.browser();
    auto const of_known = sign_in(visitor, known, wrong);
    auto const of_unknown = sign_in(visitor, unknown, wrong);
    expect_refused(of_known, Refusal::WrongCredentials, known);
    expect_refused(of_unknown, Refusal::WrongCredentials, unknown);
    expect_refused(sign_in(visitor, known, ""), Refusal::WrongCredentials, known);
    EXPECT_EQ(of_known.body.size(), of_unknown.body.size() + known.size() - unknown.size());
}

TEST_P(AccountRefusals, go_on_for_five_minutes_after_three_wrong_passwords)
{
    auto const email = new_email();
    auto own_device = registered(email);
    own_device.post("/deconnexion");
    auto stranger = site.browser();
    expect_refused(sign_in(stranger, email, wrong), Refusal::WrongCredentials, email);
    expect_refused(sign_in(stranger, email, wrong), Refusal::WrongCredentials, email);
    expect_refused(sign_in(stranger, email, wrong), Refusal::AccountBlocked, email);
    expect_refused(sign_in(stranger, email, right), Refusal::AccountBlocked, email);
    EXPECT_EQ(site.shop().number("SELECT blocked_until - last_at FROM sign_in_attempts "
                                 "WHERE blocked_until IS NOT NULL ORDER BY last_at DESC LIMIT 1"),
        5 * 60 * 1'000);
    EXPECT_EQ(sign_in(own_device, email, right).status, 303U)
        << "strangers lock nobody out of a known device";

    site.shop().sql(
        fmt::format("UPDATE sign_in_attempts SET blocked_until = {} WHERE blocked_until IS NOT NULL",
            site.shop().clock.now().ms()));
    auto const answer = sign_in(stranger, email, right);
    EXPECT_EQ(answer.status, 303U);
    EXPECT_EQ(answer.header("location"), "/");
}

TEST_P(AccountRefusals, hold_for_an_account_that_is_closed_or_has_no_password)
{
    auto const closed = new_email();
    registered(closed);
    site.shop().sql(fmt::format("UPDATE users SET blocked_at = 1 WHERE email = '{}'", closed));
    auto visitor = site.browser();
    expect_refused(sign_in(visitor, closed, right), Refusal::WrongCredentials, closed);
    auto const opened_at_checkout = site.shop().words(
        fmt::format("SELECT email FROM users WHERE id = {}", site.person("Alice").value()));
    expect_refused(
        sign_in(visitor, opened_at_checkout.at(0), ""), Refusal::WrongCredentials, opened_at_checkout[0]);
}

TEST_P(AccountRefusals, keep_the_way_back_and_never_lead_to_another_site)
{
    auto const email = new_email();
    registered(email).post("/deconnexion");
    struct Case {
        std::string_view asked, led;
    };
    for (auto const& [asked, led] : {Case{"/panier", "/panier"}, Case{"//evil.example", "/"},
             Case{"/\\evil.example", "/"}, Case{"https://evil.example", "/"},
             Case{"javascript:alert(1)", "/"}, Case{"/panier\r\nX: y", "/"}, Case{"", "/"}}) {
        auto visitor = site.browser();
        Form const form{{"email", email}, {"password", wrong}, {"retour", std::string{asked}}};
        auto const refused = visitor.post("/connexion", form);
        EXPECT_EQ(refused.status, 401U);
        EXPECT_EQ(test::value_of(refused.body, "retour"), asked.empty() ? "" : led);
        auto const answer = visitor.post("/connexion",
            {{"email", email}, {"password", right}, {"retour", test::value_of(refused.body, "retour")}});
        EXPECT_EQ(answer.header("location"), led);
        auto again = site.browser();
        EXPECT_EQ(
            again.post("/connexion", {{"email", email}, {"password", right}, {"retour", std::string{asked}}})
                .header("location"),
            led);
    }
}

} // namespace
} // namespace ocp
