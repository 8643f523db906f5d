#include "cart/business/change_cart.h"
#include "cart/business/use_promo_code.h"
#include "order/business/amend_order.h"
#include "order/business/follow_order.h"
#include "order/model/amendment_store.h"
#include "order/model/order_store.h"
#include "order/model/slot_store.h"
#include "platform/secrets/secrets.h"
#include "stock/business/hold_stock.h"
#include "tests/support/database.h"
#include "tests/support/paying_shop.h"

#include <fmt/format.h>
#include <future>
#include <gmock/gmock.h>
#include <thread>

namespace ocp::order {
namespace {

using enum Status;
using namespace std::chrono_literals;
using test::PayingShop;
using testing::ElementsAre;
using testing::IsEmpty;

struct AmendPaidOrder : test::OnBothEngines {
    PayingShop shop{database()};
    secrets::SystemRandom random;

    struct Mine {
        OrderId id;
        std::string token;
        account::Visitor who;
    };
    /// Two Margherita, paid online, and the browser of whoever ordered them.
    Mine a_paid_order()
    {
        auto const who = shop.visitor(PayingShop::margherita, 2);
        auto form = shop.form(who);
        form.pay_on = PayOn::Online;
        auto const placed = shop.place(who, form).value();
        auto const session
            = PayingShop::session_at(open_payment(shop.desk, placed.order, shop.clock.tick()).value());
        shop.stripe.pay(session);
        settle_on_return(shop.desk, session, shop.clock.tick());
        return {placed.order, placed.tracking_token, who};
    }
    Result<Amended> change_to(Mine const& mine, int quantity, std::string_view code = {})
    {
        TRY_LET(auto const form, form_for(mine, quantity, code));
        return amend_order(shop.desk, {mine.who, form, shop.clock.tick()});
    }
    /// As it is sent for so many of them.
    Result<CheckoutForm> form_for(Mine const& mine, int quantity, std::string_view code = {})
    {
        TRY(begin_change(shop.desk, random, mine.who, mine.token, "a test", shop.clock.tick()));
        TRY(cart::set_cart_promo_code(database(), mine.who, code, shop.clock.now()));
        auto const line = shop.number(
            fmt::format("SELECT MAX(l.id) FROM cart_lines l WHERE l.cart_id = {}", mine.who.cart->value()));
        TRY(cart::set_cart_line(database(), shop.catalogue, mine.who, line, quantity, shop.clock.tick()));
        TRY_LET(auto const changed, preview_change(shop.desk, mine.who, shop.clock.tick()));
        auto form = form_as_ordered(changed.before);
        form.expected_total = changed.total_as_ordered();
        form.shown_cart = changed.cart;
        return form;
    }
    /// Another server, as patient with locks as in production.
    db::Options as_served()
    {
        auto served = options();
        served.lock_timeout = db::Options{}.lock_timeout;
        return served;
    }
    /// What is kept of the slots for what waits beside the order.
    Plan reserved(Mine const& mine)
    {
        return database().read(
            [&](db::Reader const& reader) { return waiting_amendment(reader, mine.id).value().reserved; });
    }
    std::string session_of_difference(Mine const& mine)
    {
        return PayingShop::session_at(open_payment(shop.desk, mine.id, shop.clock.tick()).value());
    }
    Settlement::Outcome pay_difference(Mine const& mine)
    {
        auto const session = session_of_difference(mine);
        EXPECT_TRUE(shop.stripe.pay(session));
        return settle_on_return(shop.desk, session, shop.clock.tick()).value().outcome;
    }
    std::int64_t pieces(Mine const& mine)
    {
        return shop.number(fmt::format(
            "SELECT SUM(quantity) FROM orders_has_products WHERE order_id = {}", mine.id.value()));
    }
    Quantity dough(int pizzas) { return PayingShop::dough_of_one * pizzas; }
    void expect_balanced()
    {
        auto const sums = shop.stripe.sums();
        EXPECT_EQ(shop.number("SELECT SUM(amount) FROM payments"), (sums.received - sums.refunded).cents());
        EXPECT_THAT(shop.faults(), IsEmpty());
    }
    /// What the receipts of the order come to at the one rate there is.
    std::vector<std::string> rates()
    {
        return shop.words(
            "SELECT rate || ' ' || SUM(gross) || ' ' || SUM(vat) FROM receipt_rates GROUP BY rate");
    }
};
OCP_ON_BOTH_ENGINES(AmendPaidOrder);

TEST_P(AmendPaidOrder, made_cheaper_changes_at_once_and_gives_the_difference_back)
{
    auto const mine = a_paid_order();
    auto const amended = change_to(mine, 1);
    ASSERT_TRUE(amended);
    EXPECT_FALSE(amended->awaits_payment);
    EXPECT_EQ(pieces(mine), 1);
    EXPECT_THAT(shop.faults(), IsEmpty());
    shop.see_to_payments();
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(1'000));
    EXPECT_THAT(shop.words("SELECT kind || ' ' || total FROM receipts ORDER BY sequence"),
        ElementsAre("sale 2000", "correction -1000"));
    EXPECT_THAT(rates(), ElementsAre("1000 1000 91"));
    expect_balanced();
}

TEST_P(AmendPaidOrder, swapped_for_the_same_price_moves_no_money_and_corrects_the_receipt)
{
    auto const mine = a_paid_order();
    ASSERT_TRUE(begin_change(shop.desk, random, mine.who, mine.token, "a test", shop.clock.tick()));
    shop.sql(fmt::format("UPDATE cart_lines SET product_id = {} WHERE cart_id = {}",
        PayingShop::calzone.value(), mine.who.cart->value()));
    auto const changed = preview_change(shop.desk, mine.who, shop.clock.tick());
    ASSERT_TRUE(changed);
    auto form = form_as_ordered(changed->before);
    form.expected_total = changed->total_as_ordered();
    form.shown_cart = changed->cart;
    auto const amended = amend_order(shop.desk, {mine.who, form, shop.clock.tick()});
    ASSERT_TRUE(amended);
    EXPECT_FALSE(amended->awaits_payment);
    shop.see_to_payments();
    EXPECT_EQ(shop.stripe.sums().refunded, Money{});
    EXPECT_THAT(shop.words("SELECT kind || ' ' || total FROM receipts ORDER BY sequence"),
        ElementsAre("sale 2000", "correction 0"));
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments"), 1);
    expect_balanced();
}

TEST_P(AmendPaidOrder, made_dearer_stays_as_it_is_until_the_difference_is_paid)
{
    auto const mine = a_paid_order();
    auto const amended = change_to(mine, 3);
    ASSERT_TRUE(amended);
    EXPECT_TRUE(amended->awaits_payment);
    EXPECT_EQ(pieces(mine), 2);
    EXPECT_EQ(shop.held(PayingShop::dough), dough(3)) << "what is to be added is held beside it";
    EXPECT_THAT(shop.faults(), IsEmpty());
    auto const session = session_of_difference(mine);
    shop.stripe.pay(session);
    EXPECT_EQ(settle_on_return(shop.desk, session, shop.clock.tick())->outcome, Settlement::Outcome::Paid);
    EXPECT_EQ(pieces(mine), 3);
    EXPECT_EQ(shop.stripe.sums().received, Money::cents(3'000));
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM cart_lines"), 0);
    EXPECT_THAT(shop.words("SELECT kind || ' ' || total FROM receipts ORDER BY sequence"),
        ElementsAre("sale 2000", "correction 1000"));
    expect_balanced();
}

TEST_P(AmendPaidOrder, made_dearer_and_never_paid_is_as_it_was_after_a_quarter_of_an_hour)
{
    auto const mine = a_paid_order();
    ASSERT_TRUE(change_to(mine, 3));
    auto const session = session_of_difference(mine);
    shop.clock.advance(16min);
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(mine.id), Pending);
    EXPECT_EQ(pieces(mine), 2);
    EXPECT_EQ(shop.held(PayingShop::dough), dough(2));
    EXPECT_FALSE(shop.stripe.pay(session)) << "nobody can pay it any more";
    EXPECT_EQ(open_payment(shop.desk, mine.id, shop.clock.tick()).error(), Refusal::NoSuchStep);
    expect_balanced();
}

TEST_P(AmendPaidOrder, gives_way_to_a_kitchen_that_accepts_first)
{
    auto const mine = a_paid_order();
    ASSERT_TRUE(change_to(mine, 3));
    auto const session = session_of_difference(mine);
    ASSERT_TRUE(shop.step(mine.id, Action::Accept, Actor::Pizzaiolo));
    EXPECT_THAT(shop.faults(), IsEmpty());
    ASSERT_TRUE(shop.stripe.pay(session)) << "a second before the bank hears of it";
    shop.tell_of_session(session);
    shop.see_to_payments_for(10min);
    EXPECT_EQ(pieces(mine), 2);
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(1'000)) << "the difference goes back by itself";
    EXPECT_EQ(shop.status_of(mine.id), InPreparation);
    expect_balanced();
}

TEST_P(AmendPaidOrder, refused_or_cancelled_while_the_difference_waits_gives_all_back)
{
    for (auto const& [action, actor] :
        {std::pair{Action::Refuse, Actor::Pizzaiolo}, std::pair{Action::Cancel, Actor::Customer}}) {
        auto const mine = a_paid_order();
        ASSERT_TRUE(change_to(mine, 3));
        auto const session = session_of_difference(mine);
        ASSERT_TRUE(shop.step(mine.id, action, actor));
        EXPECT_THAT(shop.faults(), IsEmpty());
        shop.stripe.pay(session);
        shop.see_to_payments_for(10min);
        EXPECT_EQ(shop.stripe.sums().received, shop.stripe.sums().refunded);
        EXPECT_EQ(shop.held(PayingShop::dough), Quantity{});
        expect_balanced();
    }
}

TEST_P(AmendPaidOrder, changed_again_before_it_is_paid_waits_for_the_new_difference)
{
    auto const mine = a_paid_order();
    ASSERT_TRUE(change_to(mine, 3));
    auto const first = session_of_difference(mine);
    ASSERT_TRUE(change_to(mine, 4));
    EXPECT_EQ(shop.held(PayingShop::dough), dough(4));
    auto const second = session_of_difference(mine);
    EXPECT_NE(first, second);
    shop.see_to_payments();
    EXPECT_FALSE(shop.stripe.pay(first)) << "the first can no longer be paid";
    shop.stripe.pay(second);
    shop.tell_of_session(second);
    shop.see_to_payments();
    EXPECT_EQ(pieces(mine), 4);
    expect_balanced();
}

TEST_P(AmendPaidOrder, goes_up_and_down_and_is_cancelled_without_losing_a_cent)
{
    auto const mine = a_paid_order();
    for (auto const quantity : {3, 1, 4, 2}) {
        auto const amended = change_to(mine, quantity);
        ASSERT_TRUE(amended);
        if (amended->awaits_payment) {
            auto const session = session_of_difference(mine);
            shop.stripe.pay(session);
            shop.tell_of_session(session);
        }
        shop.see_to_payments();
        EXPECT_EQ(pieces(mine), quantity);
        expect_balanced();
    }
    shop.step(mine.id, Action::Cancel, Actor::Customer);
    shop.see_to_payments();
    EXPECT_EQ(shop.number("SELECT SUM(amount) FROM payments"), 0);
    EXPECT_THAT(rates(), ElementsAre("1000 0 0"));
    expect_balanced();
}

TEST_P(AmendPaidOrder, is_not_asked_for_less_than_stripe_takes)
{
    auto const mine = a_paid_order();
    shop.sql("UPDATE product_sizes SET price = 1020; UPDATE catalogue_version SET version = version + 1;");
    shop.catalogue.forget();
    EXPECT_EQ(change_to(mine, 2).error(), Refusal::DifferenceTooSmall);
    EXPECT_EQ(shop.held(PayingShop::dough), dough(2));
    expect_balanced();
}

TEST_P(AmendPaidOrder, may_have_the_last_beside_what_it_holds_and_no_more)
{
    auto const mine = a_paid_order();
    shop.count(PayingShop::dough, dough(3));
    EXPECT_EQ(change_to(mine, 4).error(), Refusal::SoldOut);
    ASSERT_TRUE(change_to(mine, 3));
    EXPECT_EQ(shop.held(PayingShop::dough), dough(3));
    expect_balanced();
}

TEST_P(AmendPaidOrder, has_nothing_of_what_it_holds_in_another_shop)
{
    auto const mine = a_paid_order();
    database().read([&](db::Reader const& reader) {
        EXPECT_EQ(stock::read_shelf(reader, PayingShop::elsewhere, mine.id),
            stock::read_shelf(reader, PayingShop::elsewhere));
        EXPECT_NE(stock::read_shelf(reader, PayingShop::here, mine.id),
            stock::read_shelf(reader, PayingShop::here));
        return true;
    });
}

TEST_P(AmendPaidOrder, sells_what_is_held_for_a_difference_to_nobody_else)
{
    auto const mine = a_paid_order();
    shop.count(PayingShop::dough, dough(5));
    auto const other = shop.visitor(PayingShop::margherita, 3);
    ASSERT_TRUE(change_to(mine, 3));
    EXPECT_EQ(shop.place(other, shop.form(other)).error(), Refusal::SoldOut);
}

TEST_P(AmendPaidOrder, made_dearer_leaves_a_code_that_lowers_nothing_to_others)
{
    auto const mine = a_paid_order();
    shop.sql("INSERT INTO promo_codes (code, percent, minimum, from_at, to_at, created_at, updated_at) "
             "VALUES ('FESTIN', 10, 20000, 0, 9000000000000, 0, 0)");
    ASSERT_TRUE(change_to(mine, 3, "FESTIN"));
    EXPECT_EQ(pay_difference(mine), Settlement::Outcome::Paid);
    EXPECT_EQ(shop.stripe.sums().received, Money::cents(3'000));
    EXPECT_EQ(shop.number("SELECT uses FROM promo_codes"), 0);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM promo_code_uses"), 0);
    expect_balanced();
}

TEST_P(AmendPaidOrder, counts_no_use_of_a_code_that_its_customer_used_up_while_paying)
{
    auto const mine = a_paid_order();
    auto const other = shop.an_order();
    shop.sql("INSERT INTO promo_codes (code, percent, from_at, to_at, created_at, updated_at) "
             "VALUES ('BIENVENUE', 10, 0, 9000000000000, 0, 0)");
    ASSERT_TRUE(change_to(mine, 3, "BIENVENUE"));
    shop.sql("UPDATE promo_codes SET uses_per_client = 1, uses = 1");
    shop.sql(
        fmt::format("INSERT INTO promo_code_uses (promo_code_id, order_id, client_id, amount, created_at) "
                    "SELECT p.id, {}, o.client_id, 100, 0 FROM promo_codes p, orders o WHERE o.id = {}",
            other.value(), mine.id.value()));
    EXPECT_EQ(pay_difference(mine), Settlement::Outcome::Paid) << "at the price that was agreed";
    EXPECT_EQ(shop.stripe.sums().received, Money::cents(2'700));
    EXPECT_EQ(shop.number("SELECT uses FROM promo_codes"), 1);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM promo_code_uses"), 1);
    expect_balanced();
}

TEST_P(AmendPaidOrder, made_cheaper_gives_back_all_that_is_paid_a_second_time)
{
    auto const who = shop.visitor(PayingShop::margherita, 2);
    auto form = shop.form(who);
    form.pay_on = PayOn::Online;
    auto const placed = shop.place(who, form).value();
    Mine const mine{placed.order, placed.tracking_token, who};
    auto const first = session_of_difference(mine);
    shop.sql("UPDATE payment_attempts SET state = 'failed'");
    EXPECT_EQ(pay_difference(mine), Settlement::Outcome::Paid);
    ASSERT_TRUE(change_to(mine, 1));
    ASSERT_TRUE(shop.stripe.pay(first));
    shop.tell_of_session(first);
    shop.see_to_payments();
    EXPECT_EQ(shop.stripe.sums().received, Money::cents(4'000));
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(3'000));
    expect_balanced();
}

TEST_P(AmendPaidOrder, accepted_while_another_is_placed_waits_for_its_turn)
{
    auto const mine = a_paid_order();
    auto const other = shop.an_order();
    ASSERT_TRUE(change_to(mine, 3));
    db::Database server{as_served()};
    auto const taken = reserved(mine);
    auto const accept = shop.request(mine.id, Action::Accept, Actor::Pizzaiolo);
    std::future<Result<Status>> accepted;
    database().in_transaction([&](db::Transaction& tx) {
        take_slots(tx, PayingShop::here, taken);
        accepted = std::async(std::launch::async, [&] { return advance_order(server, accept); });
        std::this_thread::sleep_for(100ms);
        EXPECT_TRUE(stock::move_holds(tx, PayingShop::here, other, needs_of(tx, other), shop.clock.now()));
        return false;
    });
    EXPECT_EQ(accepted.get(), InPreparation);
    EXPECT_EQ(shop.held(PayingShop::dough), dough(1)) << "nothing stays of what was to be added";
    expect_balanced();
}

TEST_P(AmendPaidOrder, changed_again_while_another_is_placed_waits_for_its_turn)
{
    auto const mine = a_paid_order();
    auto const other = shop.an_order();
    ASSERT_TRUE(change_to(mine, 16));
    auto const first_slot = reserved(mine).begin()->first;
    ASSERT_TRUE(change_to(mine, 3));
    ASSERT_FALSE(reserved(mine).contains(first_slot));
    db::Database server{as_served()};
    OrderDesk const desk{server, shop.catalogue, shop.shops, shop.postcodes, shop.desk.tracking_key, false,
        &shop.stripe, shop.desk.public_url};
    auto const form = form_for(mine, 16).value();
    auto const at = shop.clock.tick();
    std::future<Result<Amended>> amended;
    database().in_transaction([&](db::Transaction& tx) {
        take_slots(tx, PayingShop::here, {{first_slot, {1, 0, 0}}});
        amended = std::async(std::launch::async, [&] { return amend_order(desk, {mine.who, form, at}); });
        std::this_thread::sleep_for(100ms);
        EXPECT_TRUE(stock::move_holds(tx, PayingShop::here, other, needs_of(tx, other), shop.clock.now()));
        return false;
    });
    EXPECT_TRUE(amended.get());
    EXPECT_EQ(shop.held(PayingShop::dough), dough(17));
    expect_balanced();
}

TEST_P(AmendPaidOrder, gives_up_what_waits_where_a_count_found_less_than_is_held)
{
    auto const mine = a_paid_order();
    ASSERT_TRUE(change_to(mine, 3));
    shop.count(PayingShop::dough, dough(1));
    EXPECT_EQ(shop.step(mine.id, Action::Accept, Actor::Pizzaiolo).error(), Refusal::OutOfStock);
    EXPECT_EQ(shop.held(PayingShop::dough), dough(3)) << "nothing was changed";
    shop.clock.advance(16min);
    shop.see_to_payments();
    EXPECT_EQ(shop.held(PayingShop::dough), dough(2));
    EXPECT_EQ(pieces(mine), 2);
}

TEST_P(AmendPaidOrder, becomes_what_was_paid_where_a_count_found_less_than_is_held)
{
    auto const mine = a_paid_order();
    ASSERT_TRUE(change_to(mine, 3));
    shop.count(PayingShop::dough, dough(1));
    EXPECT_EQ(pay_difference(mine), Settlement::Outcome::Paid);
    EXPECT_EQ(pieces(mine), 3);
    EXPECT_EQ(shop.held(PayingShop::dough), dough(3)) << "the kitchen is told what lacks";
    expect_balanced();
}

} // namespace
} // namespace ocp::order
