#include "order/business/shop_pace.h"
#include "pizzeria/business/shop_hours.h"
#include "pizzeria/model/local_time.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ocp::order {
namespace {

using pizzeria::Mode;
using pizzeria::OpeningHours;
using namespace std::chrono_literals;

constexpr auto paris = "Europe/Paris";
constexpr int saturday = 6;

pizzeria::Pizzeria a_shop(std::vector<OpeningHours> hours, std::vector<pizzeria::Closure> closures = {})
{
    return {PizzeriaId{1}, "Bellecour", "BEL", "bellecour", "", paris, {45.7555, 4.8302}, "", "", "",
        {30, 12, 2}, std::nullopt, std::move(hours), std::move(closures), {}};
}
std::vector<OpeningHours> every_day(int from_minute, int to_minute)
{
    std::vector<OpeningHours> week;
    for (int day = 1; day <= 7; ++day)
        week.push_back({day, from_minute, to_minute, std::nullopt});
    return week;
}
/// That minute of the wall clock, on the day so many days after Saturday 28 March 2026.
Instant on_day(int days, int minute)
{
    constexpr auto noon_of_28_march = Instant::ms(1'774'695'600'000);
    return pizzeria::moment_of(noon_of_28_march, days, minute, paris);
}
Result<Promise> promise_at(pizzeria::Pizzeria const& shop, std::int64_t waiting, Load const& load, Instant at)
{
    TRY_LET(auto const slotted, soonest_at(shop, {{slot_of(at), {waiting, 0, 0}}}, load, at));
    return slotted.promise;
}
Result<Promise> pickup_at(pizzeria::Pizzeria const& shop, Instant at, std::int64_t waiting = 0)
{
    return promise_at(shop, waiting, {3, 1, Mode::Pickup, 0}, at);
}
std::string said(Instant at)
{
    return pizzeria::clock_text(at, paris).in(Language::French);
}

TEST(PromisedTime, ends_with_the_service_and_the_last_order_is_the_one_that_still_comes)
{
    auto const shop = a_shop(every_day(18 * 60, 22 * 60 + 30));
    auto const in_time = pickup_at(shop, on_day(2, 22 * 60 + 12));
    ASSERT_TRUE(in_time);
    EXPECT_EQ(said(in_time->from), "22\u00a0h\u00a025");
    EXPECT_EQ(said(in_time->to), "22\u00a0h\u00a030") << "nothing is handed over after closing";
    EXPECT_EQ(pickup_at(shop, on_day(2, 22 * 60 + 21)).error(), Refusal::ShopClosed) << "it would be 22 h 35";
    EXPECT_EQ(promise_at(shop, 0, {3, 1, Mode::Delivery, 2'000}, on_day(2, 22 * 60 + 12)).error(),
        Refusal::ShopClosed)
        << "the road is too long for it";
    EXPECT_EQ(pickup_at(shop, on_day(2, 20 * 60), 1'000).error(), Refusal::ShopFull) << "so is the queue";
}

TEST(PromisedTime, of_a_service_after_midnight_belongs_to_the_evening_before)
{
    auto const shop = a_shop({{5, 18 * 60, 26 * 60, std::nullopt}}); // Friday to 2 h
    auto const at = on_day(7, 90); // Saturday 4 April, 1 h 30
    auto const promise = pickup_at(shop, at);
    ASSERT_TRUE(promise);
    EXPECT_EQ(said(promise->from), "1\u00a0h\u00a040");
    EXPECT_EQ(pizzeria::business_day(at, paris), 20260403);
    EXPECT_FALSE(pickup_at(shop, on_day(7, 20 * 60))) << "Saturday evening it is closed";
}

TEST(PromisedTime, in_the_night_that_loses_an_hour_does_not_sell_it)
{
    auto const shop
        = a_shop({{saturday, 18 * 60, 27 * 60, std::nullopt}}); // to 3 h, which is where 2 h would be
    auto const promise = pickup_at(shop, on_day(1, 90));
    ASSERT_TRUE(promise);
    EXPECT_EQ(said(promise->from), "1\u00a0h\u00a040");
    EXPECT_EQ(promise->to - on_day(1, 90), 20min);
    EXPECT_EQ(pickup_at(shop, on_day(1, 115)).error(), Refusal::ShopClosed)
        << "ten minutes after 1 h 55 the clock shows 3 h 05";
}

TEST(PromisedTime, in_the_night_that_gains_an_hour_closes_the_first_time_the_clock_says_so)
{
    auto const shop = a_shop({{saturday, 18 * 60, 26 * 60 + 30, std::nullopt}}); // to 2 h 30
    constexpr auto first_two_o_clock = Instant::ms(1'792'886'400'000); // 25 October 2026, 0 h UTC
    auto const promise = pickup_at(shop, first_two_o_clock);
    ASSERT_TRUE(promise);
    EXPECT_EQ(said(promise->from), "2\u00a0h\u00a010");
    EXPECT_EQ(promise->from - first_two_o_clock, 10min);
    EXPECT_FALSE(pickup_at(shop, first_two_o_clock + 61min)) << "when it is two o'clock again it has closed";
}

TEST(PromisedTime, is_none_on_a_holiday_and_ends_where_one_begins)
{
    auto const holiday = pizzeria::Closure{on_day(10, 20 * 60), on_day(11, 24 * 60), "Férié"};
    auto const shop = a_shop(every_day(18 * 60, 23 * 60), {holiday});
    EXPECT_FALSE(pickup_at(shop, on_day(11, 19 * 60)));
    EXPECT_TRUE(pickup_at(shop, on_day(12, 19 * 60)));
    auto const before = pickup_at(shop, on_day(10, 19 * 60 + 45));
    ASSERT_TRUE(before);
    EXPECT_LE(before->to, holiday.from);
    EXPECT_FALSE(pickup_at(shop, on_day(10, 19 * 60 + 55)));
}

TEST(PromisedTime, is_later_while_the_shop_is_busy_and_no_longer)
{
    auto shop = a_shop(every_day(0, 1440));
    auto const at = on_day(3, 12 * 60);
    shop.busy_until = at + 1min;
    EXPECT_EQ(pickup_at(shop, at)->from, at + 30min);
    EXPECT_EQ(pickup_at(shop, at + 5min)->from, at + 15min) << "it ended by itself";
}

RC_GTEST_PROP(PromisedTime, is_never_past_and_never_when_the_shop_is_closed, ())
{
    std::vector<OpeningHours> hours;
    for (int day = 1; day <= 7; ++day) {
        auto const from = *rc::gen::inRange(0, 1440);
        hours.push_back({day, from, from + *rc::gen::inRange(240, 900), std::nullopt});
    }
    auto const begin = on_day(0, 0);
    auto const at = begin + std::chrono::minutes{*rc::gen::inRange(0, 370 * 24 * 60)};
    auto const closed_from = at + std::chrono::minutes{*rc::gen::inRange(-300, 300)};
    auto shop = a_shop(hours, {{closed_from, closed_from + 2h, ""}});
    if (*rc::gen::inRange(0, 2) == 0) shop.busy_until = at + 10min;
    auto const mode = *rc::gen::element(Mode::Pickup, Mode::Delivery);
    auto const promise = promise_at(shop, *rc::gen::inRange(-10, 80),
        {*rc::gen::inRange(0, 30), 0, mode, mode == Mode::Delivery ? *rc::gen::inRange(0, 9'000) : 0}, at);
    RC_CLASSIFY(promise.has_value(), "promised");
    if (!promise) return;
    RC_ASSERT(promise->from > at);
    RC_ASSERT(promise->to >= promise->from);
    auto const services = pizzeria::services_ahead(shop, mode, at);
    RC_ASSERT(std::any_of(services.begin(), services.end(), [&](pizzeria::Service const& service) {
        return service.from < promise->from && promise->to <= service.to;
    }));
    for (auto const& offer : offers_at(shop, {}, {3, 1, mode, 0}, at)) {
        RC_ASSERT(offer.promise.from > at);
        RC_ASSERT(pizzeria::open_now(shop, mode, offer.promise.from).has_value());
        RC_ASSERT(pizzeria::open_now(shop, mode, offer.promise.to - 1ms).has_value());
    }
}

} // namespace
} // namespace ocp::order
