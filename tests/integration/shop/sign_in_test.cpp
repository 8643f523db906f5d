#include "account/business/register_account.h"
#include "account/business/sign_in.h"
#include "cart/business/change_cart.h"
#include "order/business/adopt_ordered_cart.h"
#include "platform/secrets/secrets.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/meanwhile.h"
#include "tests/support/shop.h"

#include <algorithm>
#include <future>
#include <gmock/gmock.h>

namespace ocp::account {
namespace {

using namespace std::chrono_literals;
using test::Shop;

constexpr std::string_view right = "cerise-et-4-noyaux";

struct SigningIn : test::OnBothEngines {
    Shop shop{database()};
    secrets::SystemRandom random;
    SignInTools tools{database(), random, "key of the devices", order::adopt_ordered_cart, {}, false};
    Instant now = shop.clock.now();
    /// Registered from another place, so that no device is known to the cases.
    SignedIn alice = registered("alice@exemple.fr");

    SignInRequest from(std::string address, std::string_view password, std::string device = "")
    {
        return {"alice@exemple.fr", std::string{password}, std::move(address), std::move(device), "a test",
            {}, now};
    }
    SignedIn registered(std::string const& email, Visitor visitor = {})
    {
        Registration const form{"Alice", "Roussel", email, std::string{right}, std::string{right}};
        return register_account(
            tools, form, {email, "", "198.51.100.7", "", "a test", std::move(visitor), now})
            .value();
    }
    Visitor behind(SignedIn const& who, Instant at)
    {
        return database().read(
            [&](db::Reader const& reader) { return visitor_behind(reader, who.session.token, at); });
    }
};
OCP_ON_BOTH_ENGINES(SigningIn);

TEST_P(SigningIn, is_blocked_for_five_minutes_by_the_third_wrong_password)
{
    EXPECT_EQ(sign_in(tools, from("192.0.2.1", "faux-12345")).error(), Refusal::WrongCredentials);
    EXPECT_EQ(sign_in(tools, from("192.0.2.1", "faux-12345")).error(), Refusal::WrongCredentials);
    EXPECT_EQ(sign_in(tools, from("192.0.2.1", "faux-12345")).error(), Refusal::AccountBlocked);
    EXPECT_EQ(sign_in(tools, from("192.0.2.1", right)).error(), Refusal::AccountBlocked)
        << "the right one included";
    now = now + 4min + 59s;
    EXPECT_EQ(sign_in(tools, from("192.0.2.1", right)).error(), Refusal::AccountBlocked);
    now = now + 1s;
    EXPECT_TRUE(sign_in(tools, from("192.0.2.1", right)));
}

TEST_P(SigningIn, starts_counting_afresh_after_a_success)
{
    for (int round = 0; round < 2; ++round) {
        EXPECT_FALSE(sign_in(tools, from("192.0.2.1", "faux-12345")));
        EXPECT_FALSE(sign_in(tools, from("192.0.2.1", "faux-12345")));
        EXPECT_TRUE(sign_in(tools, from("192.0.2.1", right)));
    }
}

TEST_P(SigningIn, leaves_a_known_device_in_while_strangers_are_blocked)
{
    for (int i = 0; i < 12; ++i)
        EXPECT_FALSE(sign_in(tools, from("192.0.2." + std::to_string(i), "faux-12345")));
    EXPECT_EQ(sign_in(tools, from("192.0.2.200", right)).error(), Refusal::AccountBlocked)
        << "ten wrong tries from everywhere block every stranger";
    EXPECT_TRUE(sign_in(tools, from("192.0.2.200", right, alice.device_cookie)));
    EXPECT_EQ(sign_in(tools, from("192.0.2.200", right, alice.device_cookie + "x")).error(),
        Refusal::AccountBlocked)
        << "a forged device is a stranger";
}

TEST_P(SigningIn, counts_no_right_password_among_those_of_strangers)
{
    for (int i = 0; i < 12; ++i)
        EXPECT_TRUE(sign_in(tools, from("192.0.2." + std::to_string(i), right)));
    for (int i = 0; i < 9; ++i)
        EXPECT_FALSE(sign_in(tools, from("192.0.2." + std::to_string(i), "faux-12345")));
    EXPECT_TRUE(sign_in(tools, from("192.0.2.200", right))) << "nine were wrong";
    EXPECT_FALSE(sign_in(tools, from("192.0.2.201", "faux-12345")));
    EXPECT_EQ(sign_in(tools, from("192.0.2.200", right)).error(), Refusal::AccountBlocked)
        << "a right one does not wash away the wrong ones";
}

TEST_P(SigningIn, says_the_same_of_an_unknown_address_and_of_a_wrong_password)
{
    auto unknown = from("192.0.2.1", right);
    unknown.email = "personne@exemple.fr";
    EXPECT_EQ(sign_in(tools, unknown).error(), Refusal::WrongCredentials);
    EXPECT_EQ(sign_in(tools, unknown).error(), Refusal::WrongCredentials);
    EXPECT_EQ(sign_in(tools, unknown).error(), Refusal::AccountBlocked) << "blocked as a real one would be";
}

TEST_P(SigningIn, lets_no_guess_slip_through_in_parallel)
{
    auto const guess
        = [&](std::size_t) { return sign_in(tools, from("192.0.2.1", "faux-12345")).has_value(); };
    for (bool const in : test::at_once(6, guess))
        EXPECT_FALSE(in);
    EXPECT_EQ(shop.number("SELECT MAX(tries) FROM sign_in_attempts"), 3)
        << "three were tried, the others turned away";
}

TEST_P(SigningIn, takes_the_address_as_people_type_it)
{
    auto typed = from("192.0.2.1", right);
    typed.email = "  Alice@Exemple.FR ";
    EXPECT_TRUE(sign_in(tools, typed));
}

TEST_P(SigningIn, is_closed_to_an_account_an_administrator_blocked)
{
    shop.sql("UPDATE users SET blocked_at = 1 WHERE email = 'alice@exemple.fr';");
    EXPECT_EQ(sign_in(tools, from("192.0.2.1", right)).error(), Refusal::WrongCredentials);
    EXPECT_FALSE(behind(alice, now).signed_in()) << "and the open session is over";
}

TEST_P(SigningIn, keeps_the_visitors_cart_and_ends_the_visitors_session)
{
    auto const visitor = shop.visitor(Shop::margherita, 2);
    auto request = from("192.0.2.1", right);
    request.visitor = visitor;
    auto const who = sign_in(tools, request);
    ASSERT_TRUE(who);
    auto const person = behind(*who, now);
    ASSERT_TRUE(person.cart);
    auto const cart
        = database().read([&](db::Reader const& reader) { return cart::cart_in(reader, *person.cart); });
    ASSERT_TRUE(cart);
    ASSERT_EQ(cart->lines.size(), 1U);
    EXPECT_EQ(cart->lines[0].quantity, 2);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM sessions WHERE user_id IS NULL"), 0);
}

TEST_P(SigningIn, on_two_devices_at_once_brings_both_carts_along)
{
    test::Meanwhile meanwhile;
    auto watched_options = options();
    watched_options.observer = test::Meanwhile::observer();
    db::Database watched{watched_options};
    SignInRequest phone = from("192.0.2.1", right), tablet = phone;
    phone.visitor = shop.visitor(Shop::margherita, 2);
    tablet.visitor = shop.visitor(Shop::margherita, 3);
    auto const in = [&](db::Database& of, SignInRequest const& device) {
        of.in_transaction([&](db::Transaction& tx) {
            let_in(tx, tools, device, alice.user);
            return true;
        });
    };
    std::future<void> second;
    meanwhile.after(1, "SELECT id FROM carts", [&] {
        second = std::async(std::launch::async, [&] { in(database(), tablet); });
        second.wait_for(200ms); // until it waits for the first
    });
    in(watched, phone);
    second.get();
    EXPECT_EQ(shop.number("SELECT SUM(l.quantity) FROM cart_lines l JOIN carts c ON c.id = l.cart_id WHERE "
                          "c.user_id IS NOT NULL"),
        5);
}

TEST_P(SigningIn, twice_at_once_keeps_the_visitors_cart_as_it_is)
{
    auto request = from("192.0.2.1", right);
    request.visitor = shop.visitor(Shop::margherita, 2);
    EXPECT_THAT(test::at_once(2, [&](std::size_t) { return sign_in(tools, request).has_value(); }),
        testing::Each(true));
    EXPECT_EQ(shop.number("SELECT SUM(l.quantity) FROM cart_lines l JOIN carts c ON c.id = l.cart_id WHERE "
                          "c.user_id IS NOT NULL"),
        2);
}

TEST_P(SigningIn, elsewhere_leaves_this_device_a_cart_to_add_to)
{
    auto const add_here = [&](Visitor const& visitor) {
        return cart::add_to_cart(database(), shop.catalogue, random,
            {visitor, Shop::here, {0, Shop::margherita, "M", 1}, "a test", now});
    };
    ASSERT_TRUE(add_here(behind(alice, now)));
    auto const here = behind(alice, now);
    shop.sql("DELETE FROM cart_lines");
    auto request = from("192.0.2.1", right);
    request.visitor = shop.visitor(Shop::calzone);
    ASSERT_TRUE(sign_in(tools, request));
    ASSERT_TRUE(add_here(here)) << "though the cart it knew has given way to the other";
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM cart_lines l JOIN carts c ON c.id = l.cart_id WHERE "
                          "c.user_id IS NOT NULL"),
        2);
}

TEST_P(SigningIn, lasts_until_the_session_is_over_or_closed)
{
    EXPECT_TRUE(behind(alice, now + 24h * 30 - 1s).signed_in());
    EXPECT_FALSE(behind(alice, now + 24h * 30).signed_in());
    sign_out(database(), alice.session.id);
    EXPECT_FALSE(behind(alice, now).signed_in());
}

TEST_P(SigningIn, gives_one_account_to_an_address_registered_twice_at_once)
{
    auto const answers = test::at_once(4, [&](std::size_t) {
        Registration const form{"Bob", "Roux", "bob@exemple.fr", std::string{right}, std::string{right}};
        auto const made = register_account(tools, form, {form.email, "", "192.0.2.9", "", "a test", {}, now});
        return made ? std::optional<Refusal>{} : std::optional{made.error()};
    });
    EXPECT_EQ(std::count(answers.begin(), answers.end(), std::nullopt), 1);
    EXPECT_EQ(std::count(answers.begin(), answers.end(), std::optional{Refusal::EmailTaken}), 3);
}

} // namespace
} // namespace ocp::account
