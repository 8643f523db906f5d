#include "order/business/close_payment.h"
#include "tests/support/database.h"
#include "tests/support/paying_shop.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using enum Status;
using namespace std::chrono_literals;
using Manner = test::FakeStripe::Manner;
using test::Killed;
using test::PayingShop;
using testing::IsEmpty;

db::Options watched(db::Options options)
{
    options.observer = test::PowerCut::observer();
    return options;
}

/// A shop in which every trial of one story takes place, one after another.
struct Place {
    explicit Place(db::Engine engine)
        : made{engine}
    {
        shop.sql("UPDATE pizzerias SET capacity_points = 900000, oven_pizzas = 300000");
        shop.stripe.power = &power;
    }
    test::TestDatabase made;
    db::Database database{watched(made.options())};
    test::PowerCut power;
    PayingShop shop{database};
};

/// A customer's way through an online payment, while the program may end at any point and comes back, and
/// while Stripe fails at any call. Whoever asks for something and gets no answer asks again; Stripe tells
/// again what was not acknowledged; time goes on.
class Way {
public:
    explicit Way(Place& place)
        : shop{place.shop}
        , power_{place.power}
    {
        restart();
    }

    void places(PayOn pay_on = PayOn::Online)
    {
        auto form = form_;
        form.pay_on = pay_on;
        if (pay_on == PayOn::Reception) form.key += "-2";
        ask([&] {
            auto const placed = shop.place(buyer_, form);
            ASSERT_TRUE(placed);
            order = placed->order;
        });
    }

    void goes_to_the_bank()
    {
        for (auto leads_nowhere = true; leads_nowhere; shop.clock.advance(20s))
            ask([&] {
                auto const url = open_payment(shop.desk, order, shop.clock.tick());
                leads_nowhere = !url && url.error() == Refusal::PaymentUnavailable;
                if (url) session = PayingShop::session_at(*url);
            });
    }

    void pays() { EXPECT_TRUE(shop.stripe.pay(session)); }

    void comes_back()
    {
        ask([&] { settle_on_return(shop.desk, session, shop.clock.tick()); });
    }

    void is_told_of(std::string const& object, std::string const& id, std::string const& intent = {})
    {
        stripe::Event const event{fmt::format("evt_{}", shop.clock.tick().ms()), "told", "2020-08-27", false,
            id, object, intent, {}, {}};
        for (int i = 0; i < 3; ++i)
            ask([&] { payment::take_event(shop.database, event, shop.clock.tick()); });
    }
    void is_told_of_the_page() { is_told_of("checkout.session", session); }

    void takes(Action action, Actor actor)
    {
        auto const asked = shop.request(order, action, actor);
        auto is_first = true;
        ask([&] {
            auto const taken = advance_order(shop.database, asked);
            EXPECT_TRUE(taken || !is_first);
            is_first = false;
        });
    }

    /// Whether there is nothing to order anew.
    bool sets_aside()
    {
        auto is_paid = false;
        ask([&] { is_paid = set_aside_unpaid(shop.desk, *buyer_.cart, shop.clock.tick()).has_value(); });
        if (!is_paid) is_paid = shop.status_of(order) == Pending;
        return is_paid;
    }

    void cashier_works()
    {
        for (auto some = true; some;)
            ask([&] {
                while (cashier_->do_one()) { }
                some = false;
            });
    }

    /// Longer than a dead cashier keeps its task for itself.
    void waits_for_the_cashier()
    {
        for (int i = 0; i < 6; ++i) {
            cashier_works();
            shop.clock.advance(30s);
        }
    }

    /// Until nothing is left to be done.
    void comes_to_rest()
    {
        if (!session.empty()) {
            comes_back();
            is_told_of_the_page();
        }
        for (int i = 0; i < 100; ++i) {
            cashier_works();
            auto const next = shop.number("SELECT MIN(CASE WHEN next_at > locked_until THEN next_at ELSE "
                                          "locked_until END) FROM payment_tasks WHERE ended_at IS NULL");
            if (next < 0) break;
            if (auto const wait = Instant::ms(next) - shop.clock.now(); wait > 0ms) shop.clock.advance(wait);
        }
        power_.disarm();
    }

private:
    template <class Deed>
    void ask(Deed deed)
    {
        for (;;) {
            try {
                deed();
                // The answer may be lost all the same.
                power_.pass();
                return;
            } catch (Killed const&) {
                restart();
                shop.clock.advance(5s);
            }
        }
    }

    void restart() { cashier_.emplace(shop.desk, shop.clock, shop.random, payments::Cashier::Options{}); }

public:
    PayingShop& shop;
    OrderId order{0};
    std::string session;

private:
    test::PowerCut& power_;
    account::Visitor buyer_{shop.visitor(PayingShop::margherita)};
    CheckoutForm form_{shop.form(buyer_)};
    std::optional<payments::Cashier> cashier_;
};
/// How it must end.
struct End {
    std::vector<std::string> orders; ///< their statuses
    Money kept = {}; ///< at the bank, and in the ledger
    std::vector<std::string> incidents = {}; ///< that are still open
};
constexpr auto price = Money::cents(1'000);

End pays_and_comes_back(Way& way)
{
    way.places();
    way.goes_to_the_bank();
    way.pays();
    way.comes_back();
    return {{"pending"}, price};
}

/// The window is closed once it is paid.
End pays_and_is_gone(Way& way)
{
    way.places();
    way.goes_to_the_bank();
    way.pays();
    way.is_told_of_the_page();
    way.waits_for_the_cashier();
    return {{"pending"}, price};
}

End hears_of_it_from_everybody(Way& way)
{
    pays_and_is_gone(way);
    way.comes_back();
    way.is_told_of_the_page();
    way.comes_back();
    return {{"pending"}, price};
}

End never_goes_to_the_bank(Way& way)
{
    way.places();
    return {{"expired"}};
}

End never_pays(Way& way)
{
    way.places();
    way.goes_to_the_bank();
    way.goes_to_the_bank();
    return {{"expired"}};
}

End pays_on_the_second_page(Way& way)
{
    way.places();
    way.goes_to_the_bank();
    auto const first = way.session;
    way.shop.stripe.expire(first);
    way.is_told_of_the_page();
    way.waits_for_the_cashier();
    way.goes_to_the_bank();
    EXPECT_NE(way.session, first);
    way.pays();
    way.comes_back();
    return {{"pending"}, price};
}

End cancels_while_the_money_comes(Way& way)
{
    way.places();
    way.goes_to_the_bank();
    way.takes(Action::Cancel, Actor::Customer);
    way.pays();
    return {{"cancelled"}};
}

End cancels_what_is_paid(Way& way)
{
    pays_and_is_gone(way);
    way.takes(Action::Cancel, Actor::Customer);
    return {{"cancelled"}};
}

End is_refused_what_is_paid(Way& way)
{
    pays_and_is_gone(way);
    way.takes(Action::Refuse, Actor::Pizzaiolo);
    return {{"refused"}};
}

/// The same cart, before anything is paid or afterwards.
End orders_anew(Way& way)
{
    if (way.sets_aside()) return {{"pending"}, price};
    way.places(PayOn::Reception);
    return {{"cancelled", "pending"}};
}
End orders_anew_what_is_not_paid(Way& way)
{
    way.places();
    way.goes_to_the_bank();
    return orders_anew(way);
}
End orders_anew_what_is_paid(Way& way)
{
    way.places();
    way.goes_to_the_bank();
    way.pays();
    return orders_anew(way);
}

/// The card takes nothing back: the money stays with us, and somebody is told.
End cannot_be_given_back(Way& way)
{
    cancels_what_is_paid(way);
    way.waits_for_the_cashier();
    auto const intent = "pi_" + way.session.substr(way.session.rfind('_') + 1);
    auto const given = way.shop.stripe.refund_of(intent);
    way.shop.stripe.fail_refund(given);
    way.is_told_of("refund", given, intent);
    return {{"cancelled"}, price, {"payment-odd"}};
}

using Story = End (*)(Way&);
constexpr std::array<std::pair<std::string_view, Story>, 12> stories{{
    {"pays and comes back", pays_and_comes_back},
    {"pays and is gone", pays_and_is_gone},
    {"hears of it from everybody", hears_of_it_from_everybody},
    {"never goes to the bank", never_goes_to_the_bank},
    {"never pays", never_pays},
    {"pays on the second page", pays_on_the_second_page},
    {"cancels while the money comes", cancels_while_the_money_comes},
    {"cancels what is paid", cancels_what_is_paid},
    {"is refused what is paid", is_refused_what_is_paid},
    {"orders anew what is not paid", orders_anew_what_is_not_paid},
    {"orders anew what is paid", orders_anew_what_is_paid},
    {"cannot be given back", cannot_be_given_back},
}};

/// What all trials so far must have come to.
class Sums {
public:
    void add(End const& end)
    {
        orders_.insert(orders_.end(), end.orders.begin(), end.orders.end());
        incidents_.insert(incidents_.end(), end.incidents.begin(), end.incidents.end());
        kept_ += end.kept;
    }

    void expect_in(PayingShop const& shop) const
    {
        EXPECT_EQ(shop.words("SELECT order_status FROM orders ORDER BY id"), orders_);
        auto const sums = shop.stripe.sums();
        EXPECT_EQ(sums.received - sums.refunded, kept_) << "at the bank";
        EXPECT_EQ(shop.number("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM payments"), kept_.cents())
            << "in the ledger";
        EXPECT_EQ(shop.number("SELECT COUNT(*) FROM (SELECT order_id FROM payments WHERE amount > 0 AND "
                              "refund_id IS NULL GROUP BY order_id HAVING COUNT(*) > 1) twice"),
            0);
        auto const living = std::count(orders_.begin(), orders_.end(), "pending");
        EXPECT_EQ(shop.held(PayingShop::mozzarella), PayingShop::mozzarella_of_one * living);
        EXPECT_EQ(shop.taken_points(), 3 * living);
        EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payment_tasks WHERE ended_at IS NULL"), 0);
        EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payment_attempts WHERE state IN ('created', 'open')"), 0);
        EXPECT_EQ(shop.words("SELECT matter FROM incidents WHERE resolved_at IS NULL"), incidents_);
        EXPECT_THAT(shop.faults(), IsEmpty());
    }

private:
    std::vector<std::string> orders_, incidents_;
    Money kept_;
};

/// The trials of one story.
class Trials {
public:
    Trials(db::Engine engine, Story story)
        : place_{engine}
        , story_{story}
    {
    }

    /// With the program ending at that point, 0: at none; answers how many were passed.
    int killed_at(int point)
    {
        Way way{place_};
        place_.power.arm(point);
        tell(way);
        return place_.power.passed();
    }

    /// With Stripe failing that call, counted from 1; false when there were not so many.
    bool with_trouble(std::size_t call, Manner manner)
    {
        Way way{place_};
        std::deque<Manner> manners(call - 1, Manner::Fine);
        manners.push_back(manner);
        place_.shop.stripe.answer_next(std::move(manners));
        place_.shop.stripe.calls = 0;
        tell(way);
        return place_.shop.stripe.calls >= call;
    }

private:
    void tell(Way& way)
    {
        auto const end = story_(way);
        way.comes_to_rest();
        sums_.add(end);
        sums_.expect_in(place_.shop);
    }

    Place place_;
    Story const story_;
    Sums sums_;
};

struct KilledPayment : testing::TestWithParam<db::Engine> { };
OCP_ON_BOTH_ENGINES(KilledPayment);

TEST_P(KilledPayment, is_made_once_and_to_the_cent_wherever_the_program_ends)
{
    auto all = 0;
    for (auto const& [name, story] : stories) {
        Trials trials{GetParam(), story};
        auto const points = trials.killed_at(0);
        ASSERT_GE(points, 3) << name;
        for (auto point = 1; point <= points && !HasFailure(); ++point) {
            SCOPED_TRACE(fmt::format("{}, killed at point {} of {}", name, point, points));
            EXPECT_EQ(trials.killed_at(point), point);
        }
        all += points;
    }
    fmt::print("the program ended at {} points of {} stories\n", all, stories.size());
}

TEST_P(KilledPayment, is_made_once_and_to_the_cent_whichever_call_stripe_fails)
{
    auto all = 0;
    for (auto const& [name, story] : stories) {
        Trials trials{GetParam(), story};
        for (auto const manner : {Manner::Away, Manner::Silent, Manner::Broken, Manner::Busy, Manner::Shut}) {
            auto failed = true;
            for (std::size_t call = 1; failed && !HasFailure(); ++call) {
                SCOPED_TRACE(fmt::format("{}, manner {}, call {}", name, static_cast<int>(manner), call));
                failed = trials.with_trouble(call, manner);
                all += failed ? 1 : 0;
            }
        }
    }
    fmt::print("Stripe failed at {} calls\n", all);
}

} // namespace
} // namespace ocp::order
