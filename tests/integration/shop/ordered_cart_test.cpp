#include "cart/business/change_cart.h"
#include "order/business/adopt_ordered_cart.h"
#include "order/business/close_payment.h"
#include "order/business/open_payment.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/paying_shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using enum Status;
using test::PayingShop;
using testing::IsEmpty;

/// The cart that an order was made of, while that waits for its payment.
struct OrderedCart : test::OnBothEngines {
    PayingShop shop{database()};

    /// Pays for it and sees what is left in the carts of persons.
    std::int64_t lines_once_paid(std::string const& session)
    {
        shop.stripe.pay(session);
        shop.tell_of_session(session);
        shop.see_to_payments();
        return shop.number("SELECT COUNT(*) FROM cart_lines l JOIN carts c ON c.id = l.cart_id WHERE "
                           "c.user_id IS NOT NULL");
    }
    struct Ordered {
        OrderId order;
        std::string session;
        CartId cart;
    };
    /// Online, and not paid yet.
    Ordered ordered_by_a_visitor()
    {
        auto const buyer = shop.visitor(PayingShop::margherita);
        auto form = shop.form(buyer);
        form.pay_on = PayOn::Online;
        auto const order = shop.place(buyer, form)->order;
        return {order, shop.session_at(*open_payment(shop.desk, order, shop.clock.tick())), *buyer.cart};
    }
    /// Why the cart that the person has now cannot be ordered.
    Refusal order_once_more(UserId person)
    {
        auto buyer = shop.visitor(PayingShop::margherita); // for the login session
        buyer.cart
            = CartId{shop.number(fmt::format("SELECT id FROM carts WHERE user_id = {}", person.value()))};
        return shop.place(buyer, shop.form(buyer)).error();
    }
    void sign_in(CartId visitors, UserId person)
    {
        database().in_transaction([&](db::Transaction& tx) {
            adopt_ordered_cart(tx, visitors, person, shop.clock.tick());
            return true;
        });
    }
};
OCP_ON_BOTH_ENGINES(OrderedCart);

TEST_P(OrderedCart, makes_way_for_what_is_ordered_of_it_instead)
{
    auto const buyer = shop.visitor(PayingShop::margherita);
    auto form = shop.form(buyer);
    form.pay_on = PayOn::Online;
    auto const first = shop.place(buyer, form);
    ASSERT_TRUE(first);
    auto const again = shop.place(buyer, form);
    ASSERT_TRUE(again) << "the same form sent twice is the same order";
    EXPECT_EQ(again->order, first->order);
    auto const session = shop.session_at(*open_payment(shop.desk, first->order, shop.clock.tick()));

    form.key += "2";
    auto const anew = shop.place(buyer, form);
    ASSERT_TRUE(anew) << "and sent from a fresh page, too";
    EXPECT_EQ(anew->order, first->order);

    form.key += "3";
    form.pay_on = PayOn::Reception;
    EXPECT_EQ(shop.place(buyer, form).error(), Refusal::CartAwaitsPayment);
    EXPECT_FALSE(set_aside_unpaid(shop.desk, *buyer.cart, shop.clock.tick()));
    EXPECT_EQ(shop.status_of(first->order), Cancelled);
    EXPECT_FALSE(shop.stripe.pay(session)) << "nobody pays the first any more";
    ASSERT_TRUE(shop.place(buyer, form));
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(OrderedCart, makes_no_way_once_it_is_paid)
{
    auto const buyer = shop.visitor(PayingShop::margherita);
    auto form = shop.form(buyer);
    form.pay_on = PayOn::Online;
    auto const first = shop.place(buyer, form);
    auto const session = shop.session_at(*open_payment(shop.desk, first->order, shop.clock.tick()));
    shop.stripe.pay(session);
    auto const paid = set_aside_unpaid(shop.desk, *buyer.cart, shop.clock.tick());
    ASSERT_TRUE(paid);
    EXPECT_EQ(paid->id, first->order);
    EXPECT_EQ(shop.status_of(first->order), Pending);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(OrderedCart, is_kept_when_it_was_changed_meanwhile)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.sql(fmt::format("UPDATE cart_lines SET quantity = 3, updated_at = {}", shop.clock.tick().ms()));
    shop.stripe.pay(session);
    shop.tell_of_session(session);
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(order), Pending);
    EXPECT_EQ(shop.number("SELECT SUM(quantity) FROM cart_lines"), 3);
}

TEST_P(OrderedCart, loses_nothing_that_is_added_while_it_is_ordered)
{
    for (int round = 1; round <= 20; ++round) {
        auto const buyer = shop.visitor(PayingShop::margherita);
        auto const form = shop.form(buyer);
        test::at_once(2, [&](std::size_t i) {
            if (i == 0) return shop.place(buyer, form).has_value();
            return cart::add_to_cart(database(), shop.catalogue, shop.random,
                {buyer, PayingShop::here, {0, PayingShop::calzone, "M", 1}, "a test", shop.clock.now()})
                .has_value();
        });
        EXPECT_EQ(shop.number("SELECT COUNT(*) FROM cart_lines WHERE product_id = 2")
                + shop.number("SELECT COUNT(*) FROM orders_has_products WHERE product_id = 2"),
            round);
    }
}

TEST_P(OrderedCart, is_still_the_one_that_was_ordered_after_its_visitor_has_signed_in)
{
    auto const [newcomer, regular] = std::pair{PayingShop::john, PayingShop::lola};
    sign_in(*shop.visitor(PayingShop::margherita).cart, regular);
    shop.sql("DELETE FROM cart_lines"); // and has had a cart before, empty by now
    for (auto const person : {newcomer, regular}) {
        auto const [order, session, cart] = ordered_by_a_visitor();
        sign_in(cart, person);
        EXPECT_EQ(order_once_more(person), Refusal::CartAwaitsPayment);
        EXPECT_EQ(lines_once_paid(session), 0);
    }
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(OrderedCart, is_not_ordered_twice_when_it_was_added_to_what_its_person_had_in_another)
{
    sign_in(*shop.visitor(PayingShop::calzone).cart, PayingShop::lola);
    auto const [order, session, cart] = ordered_by_a_visitor();
    sign_in(cart, PayingShop::lola);
    EXPECT_EQ(order_once_more(PayingShop::lola), Refusal::CartAwaitsPayment);
    EXPECT_EQ(lines_once_paid(session), 2) << "what nobody has ordered as it is now stays";
    EXPECT_EQ(shop.status_of(order), Pending);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

} // namespace
} // namespace ocp::order
