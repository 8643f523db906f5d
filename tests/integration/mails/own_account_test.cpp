#include "tests/integration/mails/own_pages.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using order::Action;
using order::Actor;
using test::alert_of;
using test::Form;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// What people see and change of themselves.
using OwnAccount = test::OwnPages;
OCP_ON_BOTH_ENGINES(OwnAccount);

TEST_P(OwnAccount, change_name_and_with_the_password_the_telephone)
{
    Form const form{{"firstname", "Zora"}, {"lastname", "O'Neil"}, {"phone", ""}};
    EXPECT_EQ(own.post("/mon-compte", form).header("location"), "/mon-compte?fait=identite");
    EXPECT_EQ(user("firstname") + " " + user("lastname"), "Zora O'Neil");
    auto const phone = test::with(form, {{"phone", "06 39 98 41 17"}});
    expect_fault(own.post("/mon-compte", test::with(phone, {{"password", wrong}})), "phone-password",
        Refusal::WrongPassword);
    EXPECT_EQ(user("phone"), "");
    EXPECT_EQ(own.post("/mon-compte", test::with(phone, {{"password", password}})).status, 303U);
    EXPECT_EQ(user("phone"), "+33639984117");
    EXPECT_EQ(user("phone_last4"), "4117");
    expect_fault(own.post("/mon-compte", test::with(form, {{"firstname", ""}})), "firstname",
        Refusal::FirstnameMissing);
    expect_fault(
        own.post("/mon-compte", test::with(form, {{"phone", "06"}})), "phone", Refusal::PhoneInvalid);
}

TEST_P(OwnAccount, change_the_email_once_the_new_one_has_answered_and_tell_the_old_one)
{
    auto elsewhere = site.signed_in(person);
    auto const fresh = fmt::format("zoe.neuve.{}@exemple.fr", one);
    expect_fault(own.post("/mon-compte/email", {{"email", fresh}, {"password", wrong}}), "email-password",
        Refusal::WrongPassword);
    EXPECT_EQ(own.post("/mon-compte/email", {{"email", fresh}, {"password", password}}).header("location"),
        "/mon-compte?fait=lien");
    auto const asked = arrived();
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_EQ(asked[0].to, fresh);
    EXPECT_EQ(user("email"), email) << "not yet";
    auto const link = asked[0].link("http://localhost/mon-compte/email/").substr(16);

    auto stranger = registered(fmt::format("autre.{}@exemple.fr", one));
    EXPECT_EQ(stranger.follow(stranger.get(link)).status, 410U) << "it is this account's alone";
    EXPECT_EQ(stranger.post("/mon-compte/nouvelle-adresse").status, 410U);

    auto const page = own.follow(own.get(link));
    EXPECT_THAT(page.body, HasSubstr(fresh));
    EXPECT_EQ(own.post("/mon-compte/nouvelle-adresse").header("location"), "/mon-compte?fait=email");
    EXPECT_EQ(user("email"), fresh);
    EXPECT_EQ(own.get("/mon-compte").status, 200U);
    EXPECT_EQ(elsewhere.get("/mon-compte").status, 303U) << "other login sessions end";
    auto const told = arrived();
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].to, email) << "the old one";
    EXPECT_THAT(told[0].words(), HasSubstr("Votre adresse e-mail a changé"));
    EXPECT_EQ(own.post("/mon-compte/nouvelle-adresse").status, 410U);
}

TEST_P(OwnAccount, say_the_same_of_a_new_email_that_somebody_has_and_send_nothing)
{
    auto const taken = email_of(site.person("Alice"));
    EXPECT_EQ(own.post("/mon-compte/email", {{"email", taken}, {"password", password}}).header("location"),
        "/mon-compte?fait=lien");
    EXPECT_THAT(arrived(), IsEmpty());
}

TEST_P(OwnAccount, do_not_tell_whether_somebody_has_that_telephone_number)
{
    site.shop().sql("UPDATE users SET phone = '+33639984188', phone_last4 = '4188' WHERE id = 1");
    Form const form{{"firstname", "Zoé"}, {"lastname", "N'Diaye"}, {"password", password}};
    for (auto const* const phone : {"06 39 98 41 88", "06 39 98 41 87"}) {
        auto const answer = own.post("/mon-compte", test::with(form, {{"phone", phone}}));
        EXPECT_EQ(answer.header("location"), "/mon-compte?fait=identite") << phone;
    }
    EXPECT_EQ(site.shop().words("SELECT phone FROM users WHERE id = 1").at(0), "+33639984188");
}

TEST_P(OwnAccount, change_the_password_and_end_other_sessions)
{
    auto elsewhere = site.signed_in(person);
    auto const post = [&](std::string const& old, std::string const& fresh, std::string const& again) {
        return own.post(
            "/mon-compte/mot-de-passe", {{"own", old}, {"password", fresh}, {"password_again", again}});
    };
    expect_fault(post(wrong, "prune-et-5-noyaux", "prune-et-5-noyaux"), "own", Refusal::WrongPassword);
    expect_fault(post(password, "prune", "prune"), "password", Refusal::PasswordTooShort);
    expect_fault(post(password, "prune-et-5-noyaux", "prune"), "password-again", Refusal::PasswordsDiffer);
    auto const token = own.cookies["s"];
    EXPECT_EQ(post(password, "prune-et-5-noyaux", "prune-et-5-noyaux").status, 303U);
    EXPECT_NE(own.cookies["s"], token) << "a new login session";
    EXPECT_EQ(own.get("/mon-compte").status, 200U);
    EXPECT_EQ(elsewhere.get("/mon-compte").status, 303U);
    auto in = site.browser();
    EXPECT_EQ(in.post("/connexion", {{"email", email}, {"password", "prune-et-5-noyaux"}}).status, 303U);
    EXPECT_THAT(arrived(), SizeIs(1));
}

TEST_P(OwnAccount, block_whoever_guesses_the_password_at_an_open_screen)
{
    auto const guess = [&] {
        own.cookies.erase("d");
        return own.post("/mon-compte/email", {{"email", "x.y@exemple.fr"}, {"password", wrong}}).status;
    };
    EXPECT_EQ(guess(), 422U);
    EXPECT_EQ(guess(), 422U);
    EXPECT_EQ(guess(), 429U);
    EXPECT_EQ(
        own.post("/mon-compte/email", {{"email", "x.y@exemple.fr"}, {"password", password}}).status, 429U);
}

TEST_P(OwnAccount, choose_the_steps_that_are_mailed)
{
    own.post("/mon-compte/messages", {{"step", "accepted"}, {"step", "ready"}, {"step", "'; DROP TABLE"}});
    EXPECT_EQ(user("mail_steps"), "accepted ready");
    auto const id = placed();
    site.shop().step(id, Action::Accept, Actor::Pizzaiolo);
    auto const mails = arrived();
    ASSERT_THAT(mails, SizeIs(1));
    EXPECT_THAT(mails[0].words(), HasSubstr("En cuisine"));
    own.post("/mon-compte/messages", {});
    EXPECT_EQ(user("mail_steps"), "");
}

TEST_P(OwnAccount, list_login_sessions_and_end_them)
{
    auto phone = site.signed_in(person), tablet = site.signed_in(person);
    EXPECT_THAT(own.get("/mon-compte/appareils").body, HasSubstr("cet appareil"));
    auto const of_tablet = site.shop().number("SELECT MAX(id) FROM sessions");
    auto other = site.signed_in(site.person("Alice"));
    EXPECT_EQ(other.post(fmt::format("/mon-compte/appareils/{}/fin", of_tablet)).status, 404U);
    EXPECT_EQ(tablet.get("/mon-compte").status, 200U);
    EXPECT_EQ(own.post(fmt::format("/mon-compte/appareils/{}/fin", of_tablet)).status, 303U);
    EXPECT_EQ(tablet.get("/mon-compte").status, 303U);
    EXPECT_EQ(own.post("/mon-compte/appareils/fin").status, 303U);
    EXPECT_EQ(phone.get("/mon-compte").status, 303U);
    EXPECT_EQ(own.get("/mon-compte").status, 200U);
    EXPECT_EQ(other.get("/mon-compte").status, 200U);
}

TEST_P(OwnAccount, and_mails_speak_the_language_of_the_account)
{
    own.post("/langue", {{"langue", "en"}, {"page", "/"}});
    placed();
    for (auto const* const page : {"/mon-compte", "/mon-compte/adresses", "/mon-compte/messages",
             "/mon-compte/appareils", "/mon-compte/donnees", "/mes-commandes"})
        EXPECT_THAT(own.get(page).body,
            AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr(">Devices<"), Not(HasSubstr(">Appareils<"))));
    auto const told = arrived();
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_THAT(told[0].words(),
        AllOf(HasSubstr("We have your order"), HasSubstr("<html lang=\"en\">"), HasSubstr("Follow the order"),
            HasSubstr("€20.00"), Not(HasSubstr("Commande")), Not(HasSubstr("20,00"))));
    own.post("/mon-compte/mot-de-passe",
        {{"own", password}, {"password", "plum-and-5-stones"}, {"password_again", "plum-and-5-stones"}});
    auto const changed = arrived();
    ASSERT_THAT(changed, SizeIs(1));
    EXPECT_EQ(changed[0].header("Subject"), "Your password has changed");
    EXPECT_THAT(changed[0].words(), AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("It wasn’t me")));
}

TEST_P(OwnAccount, show_a_dead_letter_until_a_mail_arrives_again)
{
    placed();
    mailed.server.take({.to_recipient = "550 no such user"});
    arrived();
    EXPECT_THAT(alert_of(own.get("/mon-compte").body), HasSubstr(email));
    mailed.server.take({});
    placed();
    EXPECT_THAT(arrived(), SizeIs(1));
    EXPECT_EQ(alert_of(own.get("/mon-compte").body), "");
}

TEST_P(OwnAccount, offer_a_password_by_mail_to_who_has_none)
{
    auto without = site.signed_in(site.person("Alice"));
    auto const page = without.get("/mon-compte").body;
    EXPECT_THAT(page, HasSubstr("n’a pas encore de mot de passe"));
    EXPECT_THAT(page, Not(HasSubstr("action=\"/mon-compte/mot-de-passe\"")));
    EXPECT_EQ(without
                  .post("/mon-compte/mot-de-passe",
                      {{"own", ""}, {"password", password}, {"password_again", password}})
                  .status,
        422U);
}

} // namespace
} // namespace ocp
