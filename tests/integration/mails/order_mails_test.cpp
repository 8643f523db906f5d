#include "cart/business/change_cart.h"
#include "mail/model/mail_store.h"
#include "ocpizza/mails/write_letter.h"
#include "order/business/amend_order.h"
#include "order/business/tell_customer.h"
#include "pizzeria/model/local_time.h"
#include "platform/secrets/secrets.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::mails {
namespace {

using order::Action;
using order::Actor;
using order::Status;
using pizzeria::Mode;
using test::Shop;
using testing::AllOf;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// What customers are told of their orders.
struct OrderMails : test::OnBothEngines {
    Shop shop{database()};
    html::Templates templates;
    secrets::SystemRandom random;
    account::SignInTools sign_in{database(), random, "", {}, "", true};

    std::vector<std::string> kinds() { return shop.words("SELECT kind FROM mails ORDER BY id"); }
    void choose(std::string_view steps)
    {
        shop.sql(fmt::format("UPDATE users SET mail_steps = '{}'", steps));
    }
    /// The letter of the youngest mail.
    mail::Letter letter() { return written(youngest()); }
    /// The same, were it about that step, taken without a reason.
    mail::Letter letter_about(std::string_view event)
    {
        auto mail = youngest();
        mail.kind = event;
        mail.written_at = mail.written_at + std::chrono::milliseconds{1};
        return written(mail);
    }
    mail::Mail youngest()
    {
        return database().read([](db::Reader const& reader) {
            auto const row = reader.row<std::int64_t, std::string, std::string, OrderId, Instant>(
                "SELECT id, kind, language, order_id, written_at FROM mails ORDER BY id DESC LIMIT 1");
            auto const& [id, kind, language, order, at] = *row;
            return mail::Mail{
                id, kind, std::nullopt, "", language_called(language).value(), order, 1, at, at};
        });
    }
    mail::Letter written(mail::Mail const& mail)
    {
        auto const letter
            = write_letter({shop.desk, sign_in, templates, "https://ocpizza.example"}, mail, mail.written_at);
        return letter.value_or(mail::Letter{});
    }
};
OCP_ON_BOTH_ENGINES(OrderMails);

TEST_P(OrderMails, tell_by_default_what_one_must_know)
{
    shop.order_at(Status::PickedUp);
    EXPECT_THAT(kinds(), ElementsAre("order.placed", "order.ready"));
    shop.sql("DELETE FROM mails");
    shop.order_at(Status::Delivered);
    EXPECT_THAT(kinds(), ElementsAre("order.placed", "order.departed")) << "who waits at home need not come";
    shop.sql("DELETE FROM mails");
    shop.order_at(Status::Refused);
    EXPECT_THAT(kinds(), ElementsAre("order.placed", "order.refused"));
    shop.sql("DELETE FROM mails");
    shop.order_at(Status::Cancelled);
    EXPECT_THAT(kinds(), ElementsAre("order.placed", "order.cancelled"));
    shop.sql("DELETE FROM mails");
    shop.order_at(Status::NotDelivered);
    EXPECT_THAT(kinds(), ElementsAre("order.placed", "order.departed", "order.not_delivered"));
}

TEST_P(OrderMails, tell_what_the_person_chose_and_nothing_else)
{
    auto const id = shop.an_order(Mode::Delivery);
    shop.sql("DELETE FROM mails");
    choose("accepted delivered");
    for (auto const& [action, actor] :
        {std::pair{Action::Accept, Actor::Pizzaiolo}, {Action::Finish, Actor::Pizzaiolo},
            {Action::Depart, Actor::Driver}, {Action::Deliver, Actor::Driver}})
        ASSERT_TRUE(shop.step(id, action, actor));
    EXPECT_THAT(kinds(), ElementsAre("order.accepted", "order.delivered"));
    shop.sql("DELETE FROM mails");
    auto const other = shop.an_order();
    shop.sql("DELETE FROM mails");
    choose("");
    ASSERT_TRUE(shop.step(other, Action::Refuse, Actor::Pizzaiolo));
    EXPECT_THAT(kinds(), IsEmpty());
}

TEST_P(OrderMails, are_written_with_the_step_or_not_at_all)
{
    auto const id = shop.an_order();
    shop.count(Shop::dough, Quantity::units(0));
    shop.sql("DELETE FROM mails");
    choose("accepted");
    EXPECT_FALSE(shop.step(id, Action::Accept, Actor::Pizzaiolo));
    EXPECT_THAT(kinds(), IsEmpty());
}

TEST_P(OrderMails, do_not_go_to_who_has_only_a_phone)
{
    auto const id = shop.an_order();
    shop.sql("DELETE FROM mails; UPDATE users SET email = NULL, phone = '+33639984117' WHERE id = (SELECT "
             "client_id "
             "FROM orders)");
    ASSERT_TRUE(shop.step(id, Action::Refuse, Actor::Pizzaiolo));
    EXPECT_THAT(kinds(), IsEmpty());
}

TEST_P(OrderMails, confirm_an_order_whole)
{
    auto const buyer = shop.visitor(Shop::margherita, 2);
    auto form = shop.form(buyer, Mode::Delivery);
    auto const placed = shop.place(buyer, form);
    ASSERT_TRUE(placed);
    EXPECT_THAT(shop.words("SELECT address || ' ' || language FROM mails"), ElementsAre(form.email + " fr"));
    auto const number = shop.words("SELECT order_number FROM orders").at(0);
    auto const from
        = pizzeria::clock_text(Instant::ms(shop.number("SELECT promised_from FROM orders")), "Europe/Paris")
              .in(Language::French);
    auto const told = letter();
    EXPECT_THAT(told.subject, HasSubstr("Commande 001 reçue\u00a0: livraison prévue entre " + from));
    for (auto const& said : {told.text, told.html})
        EXPECT_THAT(said,
            AllOf(HasSubstr("Votre commande est reçue"), HasSubstr(number),
                HasSubstr("mardi 24 novembre à 11\u00a0h"), HasSubstr("Livraison prévue entre " + from),
                HasSubstr("Margherita"), HasSubstr("20,00\u00a0€"), HasSubstr("22,50\u00a0€"),
                HasSubstr("2,50\u00a0€"), HasSubstr("41 rue de la Charité"),
                HasSubstr("https://ocpizza.example/suivi/" + placed->tracking_token),
                HasSubstr("04\u00a065\u00a071\u00a010\u00a003"),
                HasSubstr("https://ocpizza.example/mon-compte/messages")));
    EXPECT_THAT(told.html, Not(HasSubstr("{{")));
}

TEST_P(OrderMails, tell_of_every_step_in_English_to_who_reads_it)
{
    auto const id = shop.an_order();
    shop.sql("UPDATE users SET locale = 'en'");
    choose("refused");
    ASSERT_TRUE(shop.step(id, Action::Refuse, Actor::Pizzaiolo));
    EXPECT_EQ(shop.words("SELECT language FROM mails ORDER BY id").back(), "en");
    EXPECT_EQ(letter().subject, "Order 001 refused");
    for (auto const& step : order::lifecycle) {
        auto const told = letter_about(step.event);
        EXPECT_THAT(told.subject, StartsWith("Order 001 ")) << step.event;
        EXPECT_THAT(told.html,
            AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("Follow the order"), HasSubstr("Order PDI-")))
            << step.event;
        for (auto const& said : {told.subject, told.text, told.html})
            EXPECT_THAT(said, Not(ContainsRegex("é|è|ê|à|ç|ù|«|ommande|ivrais"))) << step.event;
    }
}

TEST_P(OrderMails, show_a_changed_order_as_it_is_now)
{
    auto const buyer = shop.visitor(Shop::margherita, 2);
    auto const placed = shop.place(buyer, shop.form(buyer));
    ASSERT_TRUE(placed);
    ASSERT_TRUE(
        order::begin_change(shop.desk, random, buyer, placed->tracking_token, "a test", shop.clock.now()));
    auto const line = shop.number("SELECT MAX(id) FROM cart_lines");
    ASSERT_TRUE(cart::set_cart_line(database(), shop.catalogue, buyer, line, 3, shop.clock.now()));
    auto const changed = order::preview_change(shop.desk, buyer, shop.clock.now());
    auto form = order::form_as_ordered(changed->before);
    form.expected_total = changed->total_as_ordered();
    form.shown_cart = changed->cart;
    ASSERT_TRUE(order::amend_order(shop.desk, {buyer, form, shop.clock.now()}));
    EXPECT_THAT(kinds(), ElementsAre("order.placed", "order.amended"));
    auto const told = letter();
    EXPECT_EQ(told.subject, "Commande 001 modifiée");
    for (auto const& said : {told.text, told.html})
        EXPECT_THAT(said, AllOf(HasSubstr("Votre commande a changé"), HasSubstr("30,00\u00a0€")));
}

TEST_P(OrderMails, tell_the_reason_of_the_shop_and_that_nothing_is_due)
{
    auto const id = shop.an_order();
    ASSERT_TRUE(shop.step(id, Action::Refuse, Actor::Pizzaiolo));
    auto const told = letter();
    for (auto const& said : {told.text, told.html})
        EXPECT_THAT(said, AllOf(HasSubstr("Raison\u00a0: four éteint"), HasSubstr("Rien n’est à payer.")));
    EXPECT_THAT(told.text, Not(HasSubstr("Total TTC")));
}

TEST_P(OrderMails, show_what_was_typed_as_text)
{
    auto const buyer = shop.visitor(Shop::margherita);
    auto form = shop.form(buyer, Mode::Delivery);
    form.line = "4 \"><script>alert(1)</script>\x1b[2J";
    form.city = "Lyon\r\nBcc: x@y.fr";
    form.postcode = "69002";
    auto const placed = shop.place(buyer, form);
    ASSERT_TRUE(placed);
    auto const told = letter();
    EXPECT_THAT(told.html, Not(HasSubstr("<script>")));
    EXPECT_THAT(told.html, HasSubstr("&lt;script&gt;"));
    EXPECT_THAT(told.text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(told.text, HasSubstr("Lyon  Bcc"));
}

TEST_P(OrderMails, are_forgotten_with_the_person)
{
    auto const id = shop.an_order();
    auto const client = shop.person(Actor::Customer, id);
    ASSERT_TRUE(shop.step(id, Action::Cancel, Actor::Customer));
    database().in_transaction([&](db::Transaction& tx) {
        mail::remove_mails_of(tx, client, "");
        return true;
    });
    EXPECT_THAT(kinds(), IsEmpty());
}

TEST(NewsOfAStep, is_a_choice_for_all_but_corrections_and_what_waits_for_money)
{
    for (auto const& step : order::lifecycle) {
        auto const told = order::news_of(step, Mode::Pickup).has_value();
        EXPECT_EQ(told, step.action != Action::Correct && step.action != Action::PlaceUnpaid) << step.event;
    }
}

} // namespace
} // namespace ocp::mails
