#include "account/business/addresses.h"
#include "account/business/change_profile.h"
#include "account/business/erase_account.h"
#include "cart/business/change_cart.h"
#include "mail/business/mail_queue.h"
#include "platform/secrets/secrets.h"
#include "tests/support/database.h"
#include "tests/support/meanwhile.h"
#include "tests/support/shop.h"

#include <future>

namespace ocp::account {
namespace {

using namespace std::chrono_literals;
using test::Shop;

/// Hashing takes long, and nothing is locked meanwhile.
struct AProvenPassword : test::OnBothEngines {
    static constexpr auto email = "alice@exemple.fr";
    static constexpr auto old = "cerise-et-4-noyaux";
    static constexpr auto fresh = "prune-et-5-noyaux";
    static constexpr auto reads_password = "SELECT id, password";

    Shop shop{database()};
    test::Meanwhile meanwhile;
    db::Database watched{watched_options()};
    secrets::SystemRandom random;
    SignInTools tools{database(), random, "key of the devices", cart::adopt_cart, "key of the links", false};
    SignInTools watched_tools{watched, random, tools.device_key, tools.adopt_cart, tools.link_key, false};
    User const alice = registered();

    db::Options watched_options()
    {
        auto options = this->options();
        options.observer = test::Meanwhile::observer();
        return options;
    }
    SignInRequest with(std::string password)
    {
        return {email, std::move(password), "192.0.2.1", "", "a test", {}, shop.clock.now()};
    }
    User registered()
    {
        return register_account(tools, {"Alice", "Roussel", email, old, old}, with(old)).value().user;
    }
    /// As by a link of a mail, in which nobody asks for the old one.
    void choose(std::string_view password)
    {
        shop.sql("UPDATE users SET password = '" + secrets::hash_password(password)
            + "' WHERE email = 'alice@exemple.fr'; DELETE FROM sessions;");
    }
    void erase()
    {
        database().in_transaction([&](db::Transaction& tx) {
            erase_account(tx, alice.id, shop.clock.now());
            return true;
        });
    }
    std::int64_t sessions() { return shop.number("SELECT COUNT(*) FROM sessions"); }
};
OCP_ON_BOTH_ENGINES(AProvenPassword);

TEST_P(AProvenPassword, lets_nobody_in_once_another_was_chosen)
{
    meanwhile.after(1, reads_password, [&] { choose(fresh); });
    EXPECT_EQ(sign_in(watched_tools, with(old)).error(), Refusal::WrongCredentials);
    EXPECT_EQ(sessions(), 0);
    EXPECT_TRUE(sign_in(tools, with(fresh)));
}

TEST_P(AProvenPassword, lets_nobody_in_once_the_account_is_blocked)
{
    meanwhile.after(
        1, reads_password, [&] { shop.sql("UPDATE users SET blocked_at = 1; DELETE FROM sessions;"); });
    EXPECT_EQ(sign_in(watched_tools, with(old)).error(), Refusal::WrongCredentials);
    EXPECT_EQ(sessions(), 0);
}

TEST_P(AProvenPassword, lets_nobody_in_once_the_account_is_erased)
{
    meanwhile.after(1, reads_password, [&] { erase(); });
    EXPECT_EQ(sign_in(watched_tools, with(old)).error(), Refusal::WrongCredentials);
    EXPECT_EQ(sessions(), 0);
}

TEST_P(AProvenPassword, does_not_replace_one_that_was_chosen_by_mail)
{
    // The second COMMIT takes the try back; then the new password is hashed.
    meanwhile.after(2, "COMMIT", [&] { choose(fresh); });
    auto const thief = "pomme-et-6-noyaux";
    EXPECT_EQ(
        change_password(watched_tools, alice, {thief, thief}, with(old)).error(), Refusal::WrongPassword);
    EXPECT_EQ(sessions(), 0);
    EXPECT_TRUE(sign_in(tools, with(fresh)));
}

TEST_P(AProvenPassword, ends_a_link_that_is_being_followed)
{
    ASSERT_TRUE(ask_for_link(tools, {Link::SignIn, email, "192.0.2.1", shop.clock.now()}));
    auto const link
        = open_link(tools, mail::take_mail(database(), shop.clock.now()).value(), shop.clock.now());
    ASSERT_TRUE(link);
    std::future<void> chosen;
    meanwhile.after(1, "SELECT firstname, lastname, email, phone, password", [&] {
        chosen = std::async(std::launch::async, [&] { choose(fresh); });
        chosen.wait_for(300ms); // on SQLite it has to wait for the end of the deed
    });
    (void)sign_in_by_link(watched_tools, link->token, with(""));
    chosen.get();
    EXPECT_EQ(sessions(), 0);
    EXPECT_TRUE(sign_in(tools, with(fresh)));
}

/// Of whom nothing is kept, whatever was on its way when it went.
struct AnErasedAccount : AProvenPassword {
    Instant const at = shop.clock.now();
    SavedAddress const home{AddressId{0}, "14 rue Neuve", "69003", "Lyon", {}, {}, false};
};
OCP_ON_BOTH_ENGINES(AnErasedAccount);

TEST_P(AnErasedAccount, is_not_filled_again)
{
    erase();
    EXPECT_TRUE(change_identity(tools, alice, {"Alice", "Roussel", ""}, with(old)));
    choose_mails(database(), alice.id, {"accepted"}, at);
    EXPECT_FALSE(add_own_address(database(), alice.id, home, at));
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM users WHERE erased_at IS NOT NULL AND firstname = '' AND "
                          "mail_steps <> 'accepted'"),
        1);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM users_has_addresses"), 0);
}

TEST_P(AnErasedAccount, orders_nothing_more)
{
    auto buyer = shop.visitor(Shop::margherita);
    buyer.user = alice;
    auto const form = shop.form(buyer);
    erase();
    EXPECT_EQ(shop.place(buyer, form).error(), Refusal::SignInRequired);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM orders"), 0);
}

TEST_P(AnErasedAccount, keeps_no_address_that_was_being_saved)
{
    std::future<void> erased;
    meanwhile.after(1, "INSERT INTO users_has_addresses", [&] {
        erased = std::async(std::launch::async, [&] { erase(); });
        erased.wait_for(200ms); // until it waits for the address
    });
    EXPECT_TRUE(add_own_address(watched, alice.id, home, at));
    erased.get();
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM users_has_addresses"), 0);
}

} // namespace
} // namespace ocp::account
