#include "cart/business/change_cart.h"
#include "order/business/advance_order.h"
#include "order/business/amend_order.h"
#include "order/business/follow_order.h"
#include "order/business/run_kitchen.h"
#include "platform/db/errors.h"
#include "platform/secrets/secrets.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/fixed_random.h"
#include "tests/support/shop.h"

#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using test::Shop;
using testing::ElementsAre;
using testing::IsEmpty;

struct AmendOrder : test::OnBothEngines {
    Shop shop{database()};
    secrets::SystemRandom random;

    struct Mine {
        OrderId id;
        std::string token;
        account::Visitor who;
    };
    /// An order of two Margherita, and the browser of whoever placed it.
    Mine an_order(PizzeriaId from = Shop::here, std::string_view code = "")
    {
        auto const who = shop.visitor(Shop::margherita, 2, from);
        EXPECT_TRUE(cart::set_cart_promo_code(database(), who, code, shop.clock.now()));
        auto const placed = shop.place(who, shop.form(who));
        return {placed.value().order, placed.value().tracking_token, who};
    }
    void begin(Mine const& mine)
    {
        ASSERT_TRUE(begin_change(shop.desk, random, mine.who, mine.token, "a test", shop.clock.now()));
    }
    void set_quantity(Mine const& mine, int quantity)
    {
        auto const line = shop.number(
            "SELECT MAX(l.id) FROM cart_lines l JOIN sessions s ON s.cart_id = l.cart_id WHERE s.id = "
            + std::to_string(mine.who.session->value()));
        ASSERT_TRUE(
            cart::set_cart_line(database(), shop.catalogue, mine.who, line, quantity, shop.clock.now()));
    }
    Result<Amended> save(Mine const& mine) { return save(mine, shop.desk); }
    Result<Amended> save(Mine const& mine, OrderDesk const& desk)
    {
        TRY_LET(auto const form, form_for(mine));
        return amend_order(desk, {mine.who, form, shop.clock.now()});
    }
    /// The form as the page of the difference shows it first.
    Result<CheckoutForm> form_for(Mine const& mine)
    {
        TRY_LET(auto const changed, preview_change(shop.desk, mine.who, shop.clock.now()));
        auto form = form_as_ordered(changed.before);
        form.expected_total = changed.total_as_ordered();
        form.shown_cart = changed.cart;
        return form;
    }
    static CheckoutForm to_a_door(CheckoutForm form)
    {
        form.mode = pizzeria::Mode::Delivery;
        form.line = "41 rue de la Charité";
        form.postcode = "69002";
        form.city = "Lyon";
        return form;
    }
    OrderView view(Mine const& mine) { return find_in_shop(database(), Shop::here, mine.id).value(); }
    std::int64_t carted(Mine const& mine)
    {
        return shop.number("SELECT COALESCE(SUM(l.quantity), 0) FROM cart_lines l JOIN sessions s ON "
                           "s.cart_id = l.cart_id WHERE s.id = "
            + std::to_string(mine.who.session->value()));
    }
};
OCP_ON_BOTH_ENGINES(AmendOrder);

TEST_P(AmendOrder, moves_lines_sums_holds_load_and_promise_together)
{
    auto const mine = an_order();
    auto const before = view(mine);
    begin(mine);
    EXPECT_EQ(carted(mine), 2);
    set_quantity(mine, 3);
    EXPECT_EQ(shop.held(Shop::dough), Shop::dough_of_one * 2) << "nothing moves before it is saved";
    auto const amended = save(mine);
    ASSERT_TRUE(amended);
    EXPECT_EQ(amended->tracking_token, mine.token) << "the link stays";
    auto const after = view(mine);
    EXPECT_EQ(after.facts.status, Status::Pending);
    EXPECT_EQ(after.facts.version, before.facts.version + 1);
    EXPECT_EQ(after.facts.total, before.facts.total + Money::cents(1000));
    ASSERT_EQ(after.lines.size(), 1U);
    EXPECT_EQ(after.lines[0].quantity, 3);
    EXPECT_EQ(shop.held(Shop::dough), Shop::dough_of_one * 3);
    EXPECT_EQ(shop.taken_points(), 9);
    EXPECT_EQ(after.promised_from, before.promised_from) << "there is room for one pizza more before it";
    EXPECT_EQ(carted(mine), 0);
    EXPECT_THAT(shop.words("SELECT action FROM order_steps ORDER BY id"), ElementsAre("place", "amend"));
    EXPECT_THAT(shop.words("SELECT kind FROM outbox WHERE stream LIKE 'shop:1/%' ORDER BY id"),
        ElementsAre("order.placed", "order.amended"));
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, made_smaller_gives_holds_back_and_promises_nothing_earlier)
{
    auto const mine = an_order();
    auto const before = view(mine);
    begin(mine);
    set_quantity(mine, 1);
    ASSERT_TRUE(save(mine));
    EXPECT_EQ(shop.held(Shop::dough), Shop::dough_of_one);
    EXPECT_EQ(view(mine).promised_from, before.promised_from);
    EXPECT_EQ(shop.taken_points(), 3);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, made_larger_than_the_shop_can_make_by_then_is_promised_later)
{
    shop.sql("UPDATE pizzerias SET capacity_points = 6;");
    auto const mine = an_order();
    auto const before = view(mine);
    begin(mine);
    set_quantity(mine, 5);
    ASSERT_TRUE(save(mine));
    auto const after = view(mine);
    EXPECT_EQ(after.promised_from, before.promised_from + std::chrono::minutes{15})
        << "three pizzas more at two in ten minutes";
    EXPECT_EQ(after.promised_to, before.promised_to + std::chrono::minutes{15});
    EXPECT_EQ(shop.number("SELECT MAX(points) FROM slot_loads"), 6)
        << "and no slot holds more than the shop makes";
    EXPECT_EQ(shop.taken_points(), 15);
    EXPECT_THAT(shop.faults(), IsEmpty());

    begin(mine);
    set_quantity(mine, 50);
    shop.sql("UPDATE opening_hours SET to_minute = 780;"); // 13 h
    shop.shops.forget();
    EXPECT_EQ(save(mine).error(), Refusal::ShopFull);
    EXPECT_EQ(shop.taken_points(), 15);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, sends_a_pickup_to_a_door_at_the_zones_price)
{
    auto const mine = an_order();
    begin(mine);
    auto form = to_a_door(form_for(mine).value());
    form.note = "au 3ᵉ";
    EXPECT_EQ(amend_order(shop.desk, {mine.who, form, shop.clock.now()}).error(), Refusal::PriceChanged)
        << "the fee was not shown";
    form.expected_total = form.expected_total + Money::cents(250);
    form.shown_time = std::nullopt;
    ASSERT_TRUE(amend_order(shop.desk, {mine.who, form, shop.clock.now()}));
    auto const after = view(mine);
    EXPECT_EQ(after.facts.mode, pizzeria::Mode::Delivery);
    EXPECT_EQ(after.line, form.line);
    EXPECT_EQ(after.note, "au 3ᵉ");
    EXPECT_EQ(after.delivery_fee, Money::cents(250));
    EXPECT_EQ(after.facts.total, Money::cents(2250));
    EXPECT_TRUE(after.latitude && after.address_to_check) << "found by its postcode alone";
    EXPECT_GT(sum_of(after.facts.plan).driver_seconds, 0);
    EXPECT_EQ(
        shop.number("SELECT SUM(driver_seconds) FROM slot_loads"), sum_of(after.facts.plan).driver_seconds);
    EXPECT_THAT(shop.faults(), IsEmpty());

    begin(mine);
    auto back = form_for(mine).value();
    EXPECT_EQ(back.line, form.line);
    EXPECT_TRUE(back.note.empty() && back.phone.empty()) << "the link alone does not tell them";
    back.mode = pizzeria::Mode::Pickup;
    back.expected_total = Money::cents(2000);
    back.phone = "07 98 76 54 32";
    ASSERT_TRUE(amend_order(shop.desk, {mine.who, back, shop.clock.now()}));
    auto const fetched = view(mine);
    EXPECT_EQ(fetched.facts.mode, pizzeria::Mode::Pickup);
    EXPECT_EQ(fetched.line, "");
    EXPECT_EQ(fetched.note, "au 3ᵉ") << "an empty note changes nothing";
    EXPECT_EQ(fetched.contact_phone, "+33798765432");
    EXPECT_EQ(fetched.facts.total, Money::cents(2000));
    EXPECT_EQ(shop.number("SELECT SUM(driver_seconds) FROM slot_loads"), 0);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, to_another_door_asks_what_placing_asks)
{
    auto const mine = an_order();
    begin(mine);
    auto form = form_for(mine).value();
    form.mode = pizzeria::Mode::Delivery;
    form.line = "5 rue de Rivoli";
    form.city = "Paris";
    form.postcode = "75001";
    EXPECT_EQ(
        amend_order(shop.desk, {mine.who, form, shop.clock.now()}).error(), Refusal::OutsideDeliveryZone);
    form.postcode = "99999";
    EXPECT_EQ(amend_order(shop.desk, {mine.who, form, shop.clock.now()}).error(), Refusal::PostcodeUnknown);
    form.saved_address = AddressId{1};
    EXPECT_EQ(amend_order(shop.desk, {mine.who, form, shop.clock.now()}).error(), Refusal::SignInRequired)
        << "a saved address is somebody's own";
    form = to_a_door(form_for(mine).value());
    shop.sql("UPDATE delivery_zones SET minimum = 3000");
    shop.shops.forget();
    EXPECT_EQ(amend_order(shop.desk, {mine.who, form, shop.clock.now()}).error(), Refusal::BelowMinimum);
    EXPECT_EQ(view(mine).facts.mode, pizzeria::Mode::Pickup);
    EXPECT_EQ(view(mine).facts.version, 1);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, to_another_time_moves_what_it_takes)
{
    auto const mine = an_order();
    auto const tonight = slot_of(shop.clock.now() + std::chrono::hours{8});
    begin(mine);
    auto form = form_for(mine).value();
    form.wanted = tonight;
    ASSERT_TRUE(amend_order(shop.desk, {mine.who, form, shop.clock.now()}));
    EXPECT_EQ(view(mine).promised_from, tonight);
    EXPECT_EQ(shop.taken_points(), 6);
    EXPECT_GT(shop.number("SELECT MIN(slot_at) FROM slot_loads WHERE points > 0"), tonight.ms() - 3'600'000);
    EXPECT_THAT(shop.faults(), IsEmpty());

    // Its own work does not stand in the way of the same time.
    shop.sql("UPDATE pizzerias SET capacity_points = 3;");
    shop.shops.forget();
    begin(mine);
    form = form_for(mine).value();
    form.wanted = tonight;
    ASSERT_TRUE(amend_order(shop.desk, {mine.who, form, shop.clock.now()}));
    EXPECT_EQ(view(mine).promised_from, tonight);
    begin(mine);
    form = form_for(mine).value();
    form.wanted = tonight + std::chrono::hours{24};
    EXPECT_EQ(amend_order(shop.desk, {mine.who, form, shop.clock.now()}).error(), Refusal::SlotFull);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, keeps_the_order_whole_where_the_stock_does_not_suffice)
{
    auto const mine = an_order();
    begin(mine);
    set_quantity(mine, 3);
    shop.count(Shop::dough, Shop::dough_of_one * 2);
    auto const saved = save(mine);
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error(), Refusal::SoldOut);
    EXPECT_EQ(shop.held(Shop::dough), Shop::dough_of_one * 2) << "what it held is still its own";
    EXPECT_EQ(view(mine).facts.version, 1);
    EXPECT_EQ(carted(mine), 3) << "the wish is kept";
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, comes_too_late_once_the_kitchen_has_begun)
{
    auto const mine = an_order();
    begin(mine);
    ASSERT_TRUE(shop.step(mine.id, Action::Accept, Actor::Pizzaiolo));
    EXPECT_EQ(save(mine).error(), Refusal::NoSuchStep);
    EXPECT_EQ(begin_change(shop.desk, random, mine.who, mine.token, "", shop.clock.now()).error(),
        Refusal::NoSuchStep);
    EXPECT_EQ(view(mine).lines[0].quantity, 2);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, believes_no_total_and_no_old_version)
{
    auto const mine = an_order();
    begin(mine);
    set_quantity(mine, 4);
    auto form = form_for(mine).value();
    form.expected_total = Money::cents(1);
    EXPECT_EQ(amend_order(shop.desk, {mine.who, form, shop.clock.now()}).error(), Refusal::PriceChanged);
    auto other = mine;
    other.who = shop.visitor(Shop::calzone); // another browser with the same link, and something in its cart
    begin(other);
    EXPECT_EQ(carted(other), 3) << "what was in the cart comes along";
    ASSERT_TRUE(save(other));
    EXPECT_EQ(view(mine).facts.total, Money::cents(3000));
    EXPECT_EQ(save(mine).error(), Refusal::PriceChanged) << "changed elsewhere meanwhile";
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, is_of_the_order_in_the_cart_and_of_no_other)
{
    auto const first = an_order();
    begin(first);
    auto second = an_order();
    second.who = first.who;
    auto const form = form_for(first).value();
    ASSERT_TRUE(begin_change(shop.desk, random, second.who, second.token, "", shop.clock.now()));
    EXPECT_EQ(carted(first), 2) << "the lines of the second, not of both";
    EXPECT_EQ(amend_order(shop.desk, {first.who, form, shop.clock.now()}).error(), Refusal::CartChanged)
        << "the page of the first does not save the second";
    ASSERT_TRUE(save(second));
    EXPECT_EQ(view(first).facts.version, 1);
    EXPECT_EQ(view(second).facts.version, 2);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AmendOrder, begun_twice_at_once_has_its_lines_once)
{
    auto const mine = an_order();
    test::at_once(8, [&](std::size_t) {
        return begin_change(shop.desk, random, mine.who, mine.token, "", shop.clock.now()).has_value();
    });
    EXPECT_EQ(carted(mine), 2);
}

TEST_P(AmendOrder, is_not_mixed_with_another_cart_when_its_customer_signs_in)
{
    auto const mine = an_order();
    begin(mine);
    database().in_transaction([&](db::Transaction& tx) -> Result<void> {
        auto const own = shop.number("SELECT client_id FROM orders ORDER BY id DESC LIMIT 1");
        cart::adopt_cart(tx, *mine.who.cart, UserId{own}, shop.clock.now());
        return {};
    });
    auto const visitor = shop.visitor(Shop::calzone);
    database().in_transaction([&](db::Transaction& tx) -> Result<void> {
        auto const own = shop.number("SELECT client_id FROM orders ORDER BY id DESC LIMIT 1");
        cart::adopt_cart(tx, *visitor.cart, UserId{own}, shop.clock.now());
        return {};
    });
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM carts WHERE amends_order_id IS NOT NULL"), 0);
    EXPECT_EQ(shop.number("SELECT SUM(quantity) FROM cart_lines"), 1)
        << "what was at hand last, and the order as it was";
    EXPECT_EQ(view(mine).facts.version, 1);
}

TEST_P(AmendOrder, stays_with_its_shop)
{
    auto const mine = an_order();
    begin(mine);
    auto const added = cart::add_to_cart(database(), shop.catalogue, random,
        {mine.who, Shop::elsewhere, {0, Shop::calzone, "M", 1}, "a test", shop.clock.now()});
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error(), Refusal::CartOfAnotherShop);
    EXPECT_TRUE(save(mine)) << "and goes on";
}

TEST_P(AmendOrder, is_not_placed_a_second_time)
{
    auto const mine = an_order();
    begin(mine);
    auto const placed = shop.place(mine.who, shop.form(mine.who));
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error(), Refusal::NotAllowed);
    cart::give_up_amendment(database(), mine.who);
    EXPECT_EQ(carted(mine), 0);
    EXPECT_EQ(view(mine).facts.version, 1);
    EXPECT_EQ(save(mine).error(), Refusal::CartEmpty);
    EXPECT_EQ(begin_change(shop.desk, random, mine.who, "no such link", "", shop.clock.now()).error(),
        Refusal::UnknownThing);
}

TEST_P(AmendOrder, or_acceptance_wins_a_thousand_times)
{
    // Made smaller and larger in turn, so that holds move both ways while the kitchen takes them.
    static constexpr int rounds = 1000, at_a_time = 8;
    shop.sql("UPDATE pizzerias SET capacity_points = 9000, oven_pizzas = 3000;");
    int amended = 0, accepted_first = 0;
    for (int round = 0; round < rounds; round += at_a_time) {
        for (auto const ingredient : {Shop::dough, Shop::mozzarella})
            shop.count(ingredient, Quantity::units(90'000 + round));
        std::vector<Mine> orders;
        for (int i = 0; i < at_a_time; ++i) {
            orders.push_back(an_order());
            begin(orders.back());
            set_quantity(orders.back(), i % 2 ? 1 : 3);
        }
        std::vector<CheckoutForm> forms;
        for (auto const& mine : orders)
            forms.push_back(form_for(mine).value());
        auto const answers = test::at_once(2 * orders.size(), [&](std::size_t i) -> Result<void> {
            auto const& mine = orders[i / 2];
            if (i % 2) {
                TRY(shop.step(mine.id, Action::Accept, Actor::Pizzaiolo));
                return {};
            }
            TRY(amend_order(shop.desk, {mine.who, forms[i / 2], shop.clock.now()}));
            return {};
        });
        for (std::size_t i = 0; i < orders.size(); ++i) {
            auto const& saved = answers[2 * i];
            ASSERT_TRUE(answers[2 * i + 1]) << "the kitchen takes it as it is, before or after";
            auto const order = view(orders[i]);
            ASSERT_EQ(order.facts.status, Status::InPreparation);
            ASSERT_EQ(order.lines[0].quantity, saved ? (i % 2 ? 1 : 3) : 2) << "wholly the one or the other";
            ASSERT_TRUE(saved || saved.error() == Refusal::NoSuchStep);
            ++(saved ? amended : accepted_first);
        }
    }
    EXPECT_EQ(amended + accepted_first, rounds);
    EXPECT_EQ(shop.held(Shop::dough), Quantity{});
    EXPECT_THAT(shop.faults(), IsEmpty()) << "movements are what each order became";
    RecordProperty("amended", amended);
    std::cout << "amended first " << amended << ", accepted first " << accepted_first << "\n";
}

TEST_P(AmendOrder, exchanges_its_code_for_that_of_another_while_the_other_does_the_reverse)
{
    shop.sql("INSERT INTO promo_codes (code, percent, minimum, from_at, to_at, created_at, updated_at) "
             "VALUES ('DIX', 10, 0, 0, 99999999999999, 0, 0), ('VINGT', 20, 0, 0, 99999999999999, 0, 0)");
    std::string codes[] = {"DIX", "VINGT"};
    Mine const orders[] = {an_order(Shop::here, codes[0]), an_order(Shop::elsewhere, codes[1])};
    // A wait for each other then ends before the server would see it and break it, and let a try more pass.
    auto impatient = options();
    impatient.lock_timeout = std::chrono::milliseconds{800};
    db::Database used{impatient};
    OrderDesk const desk{used, shop.catalogue, shop.shops, shop.postcodes, shop.desk.tracking_key, false};
    for (int round = 0; round < 60; ++round) {
        std::swap(codes[0], codes[1]);
        for (std::size_t i = 0; i < 2; ++i) {
            begin(orders[i]);
            ASSERT_TRUE(cart::set_cart_promo_code(database(), orders[i].who, codes[i], shop.clock.now()));
        }
        auto const refusals = test::at_once(2, [&](std::size_t i) -> std::string {
            try {
                auto const saved = save(orders[i], desk);
                return saved ? "" : "refused";
            } catch (db::Error const& error) {
                return error.what();
            }
        });
        ASSERT_THAT(refusals, ElementsAre("", "")) << "round " << round;
    }
    EXPECT_THAT(
        shop.words("SELECT p.code FROM promo_code_uses u JOIN promo_codes p ON p.id = u.promo_code_id "
                   "ORDER BY u.order_id"),
        ElementsAre(codes[0], codes[1]));
    EXPECT_THAT(shop.faults(), IsEmpty());
}

} // namespace
} // namespace ocp::order
