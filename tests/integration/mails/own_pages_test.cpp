#include "account/business/addresses.h"
#include "base/refusal_text.h"
#include "order/template/own_pages.h"
#include "pizzeria/business/legal_facts.h"
#include "supervision/business/read_supervision.h"
#include "tests/integration/mails/mailed_site.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/integration/site/more_to_choose.h"
#include "tests/support/at_once.h"
#include "tests/support/page_text.h"
#include "tests/support/seller.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace ocp {
namespace {

using order::Action;
using order::Actor;
using test::alert_of;
using test::Browser;
using test::fault_beside;
using test::Form;
using test::Shop;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr auto password = "cerise-et-4-noyaux";
constexpr auto wrong = "cerise-et-5-noyaux";

/// What people see and change of themselves.
struct OwnPages : test::OnBothMailedSites {
    int const one = ++people;
    std::string const email = fmt::format("zoe.{}@exemple.fr", one);
    Browser own = registered(email);
    UserId const person{site.shop().number("SELECT MAX(id) FROM users")};
    static inline int people = 0;

    void SetUp() override
    {
        arrived();
        own.get("/mon-compte");
    }
    Browser registered(std::string const& of)
    {
        auto browser = site.browser();
        browser.post("/inscription",
            {{"firstname", "Zoé"}, {"lastname", "N'Diaye"}, {"email", of}, {"password", password},
                {"password_again", password}});
        browser.get("/mes-commandes");
        return browser;
    }
    std::string user(std::string_view column)
    {
        return site.shop()
            .words(fmt::format("SELECT COALESCE({}, '') FROM users WHERE id = {}", column, person.value()))
            .at(0);
    }
    std::int64_t count(std::string_view what)
    {
        return site.shop().number(fmt::format("SELECT COUNT(*) FROM {}", what));
    }
    void name_seller()
    {
        pizzeria::say_legal_facts(site.shop().database, test::a_seller(), site.shop().clock.now());
    }
    /// An order of this person, at the counter and paid.
    OrderId picked_up()
    {
        auto const id = placed();
        auto& shop = site.shop();
        shop.step(id, Action::Accept, Actor::Pizzaiolo);
        shop.step(id, Action::Finish, Actor::Pizzaiolo);
        shop.step(id, Action::HandOver, Actor::Pizzaiolo);
        return id;
    }
    OrderId placed(int pizzas = 2)
    {
        auto buyer = own;
        buyer.post("/pizzerias/part-dieu/panier", {{"item", "1:M"}, {"quantity", std::to_string(pizzas)}});
        auto const form = test::with(test::checkout_form(buyer), {{"mode", "pickup"}});
        EXPECT_THAT(buyer.post("/commander", form).header("location"), StartsWith("/suivi/"));
        return OrderId{site.shop().number("SELECT MAX(id) FROM orders")};
    }
    /// What the person's cart holds.
    std::vector<std::string> carted()
    {
        return site.shop().words(fmt::format(
            "SELECT l.product_id || ' ' || l.size || ' ' || l.quantity || ' ' || l.configuration FROM "
            "cart_lines l JOIN carts c ON c.id = l.cart_id WHERE c.user_id = {} ORDER BY l.id",
            person.value()));
    }
    /// A Provence without olives and a lemonade, as a deal: put into the cart.
    void choose_deal()
    {
        test::sell_more(site);
        own.post("/pizzerias/part-dieu/panier",
            {{"product", "5"}, {"1-item", "3:M"}, {"1-in-3", "without"}, {"2-item", "4:unit"}});
        own.get("/panier");
    }
    OrderId buy()
    {
        auto const form = test::with(test::checkout_form(own), {{"mode", "pickup"}});
        EXPECT_THAT(own.post("/commander", form).header("location"), StartsWith("/suivi/"));
        return OrderId{site.shop().number("SELECT MAX(id) FROM orders")};
    }
    void expect_fault(Browser::Answer const& answer, std::string_view field, Refusal refusal)
    {
        EXPECT_EQ(answer.status, status_of(refusal));
        EXPECT_EQ(fault_beside(answer.body, field), test::french(sentence_of(refusal)));
        EXPECT_EQ(test::fault_in_summary(answer.body, field), test::french(sentence_of(refusal)));
    }
    void add_address(std::string const& line)
    {
        EXPECT_EQ(own.post("/mon-compte/adresses", {{"line", line}, {"postcode", "69003"}, {"city", "Lyon"}})
                      .header("location"),
            "/mon-compte/adresses?fait=adresse");
    }
    std::vector<std::string> addresses()
    {
        return site.shop().words(fmt::format(
            "SELECT a.line || CASE WHEN x.is_default = 1 THEN ' *' ELSE '' END FROM addresses a JOIN "
            "users_has_addresses x ON x.address_id = a.id WHERE x.user_id = {} ORDER BY a.id",
            person.value()));
    }
    std::int64_t newest_address() { return site.shop().number("SELECT MAX(id) FROM addresses"); }
};
OCP_ON_BOTH_ENGINES(OwnPages);

TEST_P(OwnPages, change_name_and_with_the_password_the_telephone)
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

TEST_P(OwnPages, change_the_email_once_the_new_one_has_answered_and_tell_the_old_one)
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

TEST_P(OwnPages, say_the_same_of_a_new_email_that_somebody_has_and_send_nothing)
{
    auto const taken = email_of(site.person("Alice"));
    EXPECT_EQ(own.post("/mon-compte/email", {{"email", taken}, {"password", password}}).header("location"),
        "/mon-compte?fait=lien");
    EXPECT_THAT(arrived(), IsEmpty());
}

TEST_P(OwnPages, do_not_tell_whether_somebody_has_that_telephone_number)
{
    site.shop().sql("UPDATE users SET phone = '+33639984188', phone_last4 = '4188' WHERE id = 1");
    Form const form{{"firstname", "Zoé"}, {"lastname", "N'Diaye"}, {"password", password}};
    for (auto const* const phone : {"06 39 98 41 88", "06 39 98 41 87"}) {
        auto const answer = own.post("/mon-compte", test::with(form, {{"phone", phone}}));
        EXPECT_EQ(answer.header("location"), "/mon-compte?fait=identite") << phone;
    }
    EXPECT_EQ(site.shop().words("SELECT phone FROM users WHERE id = 1").at(0), "+33639984188");
}

TEST_P(OwnPages, change_the_password_and_end_other_sessions)
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

TEST_P(OwnPages, block_whoever_guesses_the_password_at_an_open_screen)
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

TEST_P(OwnPages, keep_addresses_with_a_default)
{
    add_address("14 rue des Tables-Claudiennes");
    add_address("3 place Sathonay");
    EXPECT_THAT(addresses(), ElementsAre("14 rue des Tables-Claudiennes *", "3 place Sathonay"));
    auto const second = newest_address();
    add_address("3 Place SATHONAY");
    EXPECT_THAT(addresses(), SizeIs(2)) << "the same, however it is typed";
    own.post(fmt::format("/mon-compte/adresses/{}/defaut", second));
    EXPECT_THAT(addresses(), ElementsAre("14 rue des Tables-Claudiennes", "3 place Sathonay *"));
    EXPECT_THAT(own.get(fmt::format("/mon-compte/adresses/{}", second)).body, HasSubstr("3 place Sathonay"));
    own.post(fmt::format("/mon-compte/adresses/{}", second),
        {{"line", "5 place Sathonay"}, {"postcode", "69001"}, {"city", "Lyon"}});
    EXPECT_THAT(addresses(), ElementsAre("14 rue des Tables-Claudiennes", "5 place Sathonay *"));
    own.post(fmt::format("/mon-compte/adresses/{}/suppression", newest_address()));
    EXPECT_THAT(addresses(), ElementsAre("14 rue des Tables-Claudiennes *")) << "there is always one, if any";
    auto const faulty
        = own.post("/mon-compte/adresses", {{"line", "rue"}, {"postcode", "6900"}, {"city", ""}});
    EXPECT_EQ(faulty.status, 422U);
    EXPECT_EQ(fault_beside(faulty.body, "line"), test::french(sentence_of(Refusal::AddressIncomplete)));
    EXPECT_EQ(fault_beside(faulty.body, "city"), test::french(sentence_of(Refusal::CityMissing)));
}

/// As many as may be, but for `room`.
void fill_addresses(Browser& own, std::size_t room)
{
    for (std::size_t i = room; i < account::most_addresses; ++i)
        own.post("/mon-compte/adresses",
            {{"line", fmt::format("{} rue Mercière", i + 1)}, {"postcode", "69002"}, {"city", "Lyon"}});
}
Form const one_more{{"line", "99 rue de Trop"}, {"postcode", "69002"}, {"city", "Lyon"}};

TEST_P(OwnPages, keep_so_many_addresses_and_no_more)
{
    fill_addresses(own, 0);
    ASSERT_THAT(addresses(), SizeIs(account::most_addresses));
    auto const id = newest_address();
    auto const refused = own.post("/mon-compte/adresses", one_more);
    EXPECT_EQ(refused.status, 409U);
    EXPECT_THAT(refused.body, HasSubstr(test::french(sentence_of(Refusal::TooManyAddresses))));
    EXPECT_THAT(own.get("/mon-compte/adresses").body, Not(HasSubstr("Ajouter une adresse")));
    EXPECT_EQ(own.post(fmt::format("/mon-compte/adresses/{}", id), one_more).status, 303U)
        << "one in the place of another is none more";
    EXPECT_THAT(addresses(), SizeIs(account::most_addresses));
    own.post(fmt::format("/mon-compte/adresses/{}/suppression", newest_address()));
    EXPECT_EQ(own.post("/mon-compte/adresses", one_more).status, 303U);
}

TEST_P(OwnPages, keep_no_more_when_several_are_added_at_once)
{
    fill_addresses(own, 1);
    test::at_once(6, [&](std::size_t) { return Browser{own}.post("/mon-compte/adresses", one_more).status; });
    EXPECT_THAT(addresses(), SizeIs(account::most_addresses));
    auto const path = fmt::format("/mon-compte/adresses/{}", newest_address());
    test::at_once(6, [&](std::size_t) { return Browser{own}.post(path, one_more).status; });
    EXPECT_THAT(addresses(), SizeIs(account::most_addresses));
}

TEST_P(OwnPages, order_to_an_address_that_there_is_no_room_to_keep)
{
    fill_addresses(own, 0);
    own.post("/pizzerias/part-dieu/panier", {{"item", "1:M"}, {"quantity", "2"}});
    auto const form = test::with(test::checkout_form(own), {{"save_address", "1"}});
    auto const page = own.get("/commander");
    EXPECT_THAT(page.body, HasSubstr("Cette adresse ne sera pas retenue"));
    EXPECT_THAT(page.body, Not(HasSubstr("save_address")));
    EXPECT_THAT(own.post("/commander", form).header("location"), StartsWith("/suivi/"));
    EXPECT_THAT(addresses(), SizeIs(account::most_addresses));
}

TEST_P(OwnPages, do_not_show_or_change_the_address_of_another)
{
    add_address("7 rue Secrète");
    auto const id = newest_address();
    auto other = site.signed_in(site.person("Alice"));
    auto const before = addresses();
    auto const path = fmt::format("/mon-compte/adresses/{}", id);
    Form const form{{"line", "8 rue Ouverte"}, {"postcode", "69003"}, {"city", "Lyon"}};
    for (auto const& answer : {other.get(path), other.post(path, form), other.post(path + "/defaut"),
             other.post(path + "/suppression"), other.post("/mon-compte/adresses/99999999/suppression"),
             other.get("/mon-compte/adresses/x")}) {
        EXPECT_EQ(answer.status, 404U);
        EXPECT_THAT(answer.body, Not(HasSubstr("Secrète")));
    }
    EXPECT_EQ(addresses(), before);
}

TEST_P(OwnPages, choose_the_steps_that_are_mailed)
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

TEST_P(OwnPages, list_login_sessions_and_end_them)
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

TEST_P(OwnPages, give_everything_that_is_kept_as_a_file)
{
    add_address("14 rue des Tables-Claudiennes");
    auto const id = picked_up();
    arrived();
    auto const answer = own.get("/mon-compte/donnees/export");
    EXPECT_THAT(answer.header("content-disposition"), HasSubstr("attachment"));
    EXPECT_THAT(answer.header("cache-control"), HasSubstr("no-store"));
    auto const all = nlohmann::json::parse(answer.body);
    EXPECT_EQ(all["account"]["email"], email);
    EXPECT_EQ(all["account"]["lastname"], "N'Diaye");
    EXPECT_EQ(all["addresses"][0]["line"], "14 rue des Tables-Claudiennes");
    EXPECT_EQ(all["devices"].size(), 1U);
    ASSERT_EQ(all["orders"].size(), 1U);
    auto const number
        = site.shop().words(fmt::format("SELECT order_number FROM orders WHERE id = {}", id.value()));
    EXPECT_EQ(all["orders"][0]["number"], number.at(0));
    EXPECT_EQ(all["orders"][0]["total_cents"], 2000);
    EXPECT_EQ(all["orders"][0]["lines"][0]["quantity"], 2);
    EXPECT_EQ(all["orders"][0]["payments"][0]["amount_cents"], 2000);
    EXPECT_EQ(all["mails"].size(), 2U);
    EXPECT_THAT(answer.body, Not(HasSubstr("argon2")));
}

TEST_P(OwnPages, give_all_of_what_there_is_much_of)
{
    auto const id = picked_up();
    for (int i = 0; i < 120; ++i)
        site.shop().sql(fmt::format(
            "INSERT INTO orders (order_number, daily_number, business_day, payment_status, order_status, "
            "channel, mode, pay_on, client_id, pizzeria_id, contact_name, promised_from, promised_to, "
            "tracking_hash, items_total, total, created_at, updated_at) SELECT order_number || '-{0}', 1, "
            "business_day, payment_status, order_status, channel, mode, pay_on, client_id, pizzeria_id, "
            "contact_name, promised_from, promised_to, tracking_hash || '-{0}', items_total, total, "
            "created_at, updated_at FROM orders WHERE id = {1}",
            i, id.value()));
    for (int i = 0; i < 60; ++i)
        site.signed_in(person);
    auto const all = nlohmann::json::parse(own.get("/mon-compte/donnees/export").body);
    EXPECT_THAT(all["orders"], SizeIs(121));
    EXPECT_THAT(all["devices"], SizeIs(61));
}

TEST_P(OwnPages, erase_the_person_and_keep_the_orders)
{
    auto const running = placed();
    auto const ask = [&](Form form) { return own.post("/mon-compte/effacement", std::move(form)); };
    EXPECT_EQ(ask({{"password", password}}).status, 422U) << "not sure";
    EXPECT_EQ(ask({{"password", wrong}, {"sure", "1"}}).status, 422U);
    auto const refused = ask({{"password", password}, {"sure", "1"}});
    EXPECT_EQ(refused.status, 409U);
    EXPECT_THAT(alert_of(refused.body), HasSubstr("encore en cours"));
    site.shop().step(running, Action::Cancel, Actor::Customer);
    auto const done = ask({{"password", password}, {"sure", "1"}});
    EXPECT_EQ(done.header("location"), "/");
    EXPECT_EQ(own.cookies.count("s"), 0U);
    EXPECT_EQ(user("firstname") + user("lastname") + user("email") + user("password"), "");
    EXPECT_EQ(count(fmt::format("orders WHERE client_id = {}", person.value())), 1);
    EXPECT_EQ(count(fmt::format("mails WHERE user_id = {}", person.value())), 0);
    EXPECT_EQ(site.shop().words(fmt::format(
                  "SELECT contact_name || contact_phone FROM orders WHERE client_id = {}", person.value())),
        std::vector<std::string>{""});
    auto in = site.browser();
    EXPECT_EQ(in.post("/connexion", {{"email", email}, {"password", password}}).status, 401U);
}

TEST_P(OwnPages, do_not_let_staff_erase_themselves)
{
    auto staff = site.signed_in(site.here.pizzaiolo);
    EXPECT_THAT(staff.get("/mon-compte/donnees").body, HasSubstr("demandez à un administrateur"));
    EXPECT_EQ(staff.post("/mon-compte/effacement", {{"sure", "1"}}).status, 403U);
}

TEST_P(OwnPages, print_no_invoice_while_the_seller_is_not_wholly_named)
{
    auto const path = fmt::format("/mes-commandes/{}/facture", picked_up().value());
    name_seller();
    site.shop().sql("DELETE FROM legal_facts WHERE name = 'vat_number'");
    auto const none = own.get(path);
    EXPECT_EQ(none.status, 409U);
    EXPECT_THAT(none.body, HasSubstr("L’équipe technique le voit"));
    EXPECT_THAT(none.body, Not(HasSubstr("10,00")));
    auto const seen = [this] {
        auto& shop = site.shop();
        return shop.database.read(
            [&](db::Reader const& reader) { return supervision::concerns_now(reader, shop.clock.now()); });
    };
    auto const is_about_seller
        = testing::Field(&supervision::Concern::matter, supervision::Matter::SellerUnknown);
    EXPECT_THAT(seen(), testing::Contains(is_about_seller));
    name_seller();
    EXPECT_EQ(own.get(path).status, 200U);
    EXPECT_THAT(seen(), Not(testing::Contains(is_about_seller)));
}

TEST_P(OwnPages, print_an_invoice_of_what_was_handed_over_and_paid)
{
    name_seller();
    auto const running = placed();
    EXPECT_EQ(own.get(fmt::format("/mes-commandes/{}/facture", running.value())).status, 404U);
    auto const id = picked_up();
    auto const path = fmt::format("/mes-commandes/{}/facture", id.value());
    auto const invoice = own.get(path);
    EXPECT_EQ(invoice.status, 200U);
    for (auto const* const said : {"OC Pizza SAS", "capital de 50 000", "RCS Lyon 900 000 001",
             "FR00 900000001", "OC Pizza Part-Dieu", "27 rue de la Villette", "Margherita", "20,00\u00a0€",
             "10\u00a0%", "18,18\u00a0€", "1,82\u00a0€", "Réglée le"})
        EXPECT_THAT(invoice.body, HasSubstr(said));
    EXPECT_THAT(own.get("/mes-commandes").body, HasSubstr(path));
    auto const number
        = site.shop().number(fmt::format("SELECT sequence FROM receipts WHERE order_id = {}", id.value()));
    EXPECT_THAT(invoice.body, HasSubstr(fmt::format("PDI-R{:06}, commande PDI-", number)));
    EXPECT_THAT(invoice.body, HasSubstr("Espèces"));
    site.shop().sql(
        fmt::format("UPDATE orders_has_products SET name = 'Autre' WHERE order_id = {}", id.value()));
    EXPECT_THAT(own.get(path).body, AllOf(HasSubstr("Margherita"), Not(HasSubstr("Autre"))))
        << "what was booked stays as it was";
    auto other = site.signed_in(site.person("Alice"));
    auto manager = site.signed_in(site.here.manager);
    EXPECT_EQ(other.get(path).status, 404U);
    EXPECT_EQ(manager.get(path).status, 404U);
}

TEST_P(OwnPages, fill_the_cart_with_the_last_order_once_more)
{
    auto const id = placed(3);
    auto const path = fmt::format("/mes-commandes/{}/encore", id.value());
    EXPECT_THAT(own.get("/").body, HasSubstr(path)) << "offered on the front page";
    EXPECT_EQ(own.post(path).header("location"), "/panier?encore=1");
    EXPECT_THAT(own.get("/panier?encore=1").body, HasSubstr("de nouveau dans le panier"));
    EXPECT_THAT(carted(), ElementsAre("1 M 3 {}"));
    auto other = site.signed_in(site.person("Alice"));
    EXPECT_EQ(other.post(path).status, 404U);
    EXPECT_THAT(site.browser().get("/").body, Not(HasSubstr("/encore")));
}

TEST_P(OwnPages, have_a_deal_once_more_as_the_deal_it_was)
{
    choose_deal();
    auto const chosen = carted();
    ASSERT_THAT(chosen, ElementsAre(StartsWith("5 unit 1 {")));
    auto const id = buy();
    ASSERT_THAT(carted(), IsEmpty());
    EXPECT_EQ(
        own.post(fmt::format("/mes-commandes/{}/encore", id.value())).header("location"), "/panier?encore=1");
    EXPECT_EQ(carted(), chosen);
    EXPECT_THAT(own.get("/panier").body, HasSubstr("13,50\u00a0€")) << "at the price of the deal";
}

TEST_P(OwnPages, say_what_was_chosen_and_what_a_code_took_off_to_the_cent)
{
    name_seller();
    choose_deal();
    own.post("/pizzerias/part-dieu/panier", {{"item", "3:M"}});
    own.post("/panier/code", {{"code", "DIX"}});
    auto const id = buy();
    auto const mails = arrived();
    ASSERT_THAT(mails, SizeIs(1));
    for (auto const* const said : {"Provence 31 cm\u00a0: 10,85\u00a0€", "sans olives", "Midi", "Code promo",
             "−1,20\u00a0€", "24,30\u00a0€"})
        EXPECT_THAT(mails[0].words(), HasSubstr(said));
    for (auto const action : {Action::Accept, Action::Finish, Action::HandOver})
        ASSERT_TRUE(site.shop().step(id, action, Actor::Pizzaiolo));
    auto const invoice = own.get(fmt::format("/mes-commandes/{}/facture", id.value())).body;
    // 1,20 € less on 10,85 €, 2,65 € and 12,00 €: 0,51 €, 0,13 € and 0,56 € of it.
    for (auto const* const said : {"sans olives", "Midi", "<td>5,5\u00a0%</td><td>−0,13\u00a0€</td>",
             "<td>10\u00a0%</td><td>−1,07\u00a0€</td>",
             "<td>2,39\u00a0€</td><td>0,13\u00a0€</td><td>2,52\u00a0€</td>",
             "<td>19,80\u00a0€</td><td>1,98\u00a0€</td><td>21,78\u00a0€</td>", "<td>24,30\u00a0€</td>"})
        EXPECT_THAT(invoice, HasSubstr(said));
    auto const order = nlohmann::json::parse(own.get("/mon-compte/donnees/export").body)["orders"][0];
    EXPECT_EQ(order["discount_cents"], 120);
    EXPECT_EQ(order["lines"][0]["changes"], "sans olives");
    EXPECT_EQ(order["lines"][0]["deal"], "Midi");
}

TEST_P(OwnPages, and_mails_speak_the_language_of_the_account)
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

TEST_P(OwnPages, tell_what_of_an_order_can_no_longer_be_had)
{
    auto const id = placed(3);
    auto const path = fmt::format("/mes-commandes/{}/encore", id.value());
    auto& shop = site.shop();
    shop.count(Shop::dough, shop.held(Shop::dough) + Shop::dough_of_one * 2);
    auto const answer = own.post(path);
    EXPECT_EQ(answer.header("location"), "/panier?encore=1&manque=1");
    EXPECT_THAT(alert_of(own.follow(answer).body), HasSubstr("Margherita"));
    EXPECT_EQ(
        shop.number(fmt::format("SELECT l.quantity FROM cart_lines l JOIN carts c ON c.id = l.cart_id WHERE "
                                "c.user_id = {}",
            person.value())),
        2)
        << "as many as can be made";
    shop.count(Shop::dough, Quantity::units(100'000));
}

TEST_P(OwnPages, show_a_dead_letter_until_a_mail_arrives_again)
{
    placed();
    mailed.server.take({.to_recipient = "550 no such user"});
    arrived();
    EXPECT_THAT(alert_of(own.get("/mon-compte").body), HasSubstr(email));
    mailed.server.take({});
    auto const id = placed();
    EXPECT_THAT(arrived(), SizeIs(1));
    EXPECT_EQ(alert_of(own.get("/mon-compte").body), "");
    (void)id;
}

TEST_P(OwnPages, offer_a_password_by_mail_to_who_has_none)
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
