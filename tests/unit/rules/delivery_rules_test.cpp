#include "pizzeria/business/delivery_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ocp::pizzeria {
namespace {

constexpr Position bellecour{45.7555, 4.8302};

TEST(Distance, is_that_of_the_great_circle)
{
    EXPECT_EQ(distance_m(bellecour, bellecour), 0);
    EXPECT_NEAR(static_cast<double>(distance_m({0, 0}, {90, 0})), 10'007'556, 1) << "a quarter of a meridian";
    EXPECT_NEAR(static_cast<double>(distance_m({0, 0}, {0, 180})), 20'015'112, 1)
        << "the other side of the earth";
    EXPECT_NEAR(static_cast<double>(distance_m({45.764, 4.8357}, {48.8566, 2.3522})), 391'500, 500)
        << "Lyon to Paris";
}

Position anywhere()
{
    return {*rc::gen::inRange(-90'000, 90'001) / 1000.0, *rc::gen::inRange(-180'000, 180'001) / 1000.0};
}

RC_GTEST_PROP(Distance, is_the_same_both_ways_and_within_half_the_earth, ())
{
    auto const a = anywhere();
    auto const b = anywhere();
    RC_ASSERT(distance_m(a, b) == distance_m(b, a));
    RC_ASSERT(distance_m(a, b) >= 0);
    RC_ASSERT(distance_m(a, b) <= 20'015'200);
}

std::vector<DeliveryZone> const zones{
    {2'000, Money::cents(0), Money::cents(1'200)},
    {5'000, Money::cents(250), Money::cents(1'500)},
};

/// A shop at the equator, where a degree of longitude is 111,195 m.
Pizzeria a_shop(std::vector<DeliveryZone> its_zones)
{
    Pizzeria shop{
        PizzeriaId{1}, "", "", "", "", "", {0, 0}, "", "", "", {20, 12, 2}, std::nullopt, {}, {}, {}};
    shop.zones = std::move(its_zones);
    return shop;
}
Position at_metres(std::int64_t east)
{
    return {0, static_cast<double>(east) / 111'195.08};
}
Result<DeliveryZone> zone_at(std::vector<DeliveryZone> const& its_zones, std::int64_t east)
{
    return zone_for(a_shop(its_zones), at_metres(east));
}

TEST(DeliveryZone, is_the_nearest_that_reaches_the_address)
{
    EXPECT_EQ(zone_at(zones, 0)->fee, Money::cents(0));
    EXPECT_EQ(zone_at(zones, 2'000)->fee, Money::cents(0)) << "its border is inside";
    EXPECT_EQ(zone_at(zones, 2'001)->fee, Money::cents(250));
    EXPECT_EQ(zone_at(zones, 5'000)->minimum, Money::cents(1'500));
}

TEST(DeliveryZone, is_refused_beyond_the_last_and_where_there_is_none)
{
    EXPECT_EQ(zone_at(zones, 5'001).error(), Refusal::OutsideDeliveryZone);
    EXPECT_EQ(zone_at({}, 0).error(), Refusal::OutsideDeliveryZone);
}

TEST(DeliveryZone, may_be_a_line_on_the_map)
{
    // A horseshoe open to the north: the shop itself lies outside.
    std::vector<Position> const horseshoe{
        {2, -2}, {2, -1}, {-1, -1}, {-1, 1}, {2, 1}, {2, 2}, {-2, 2}, {-2, -2}};
    auto const shop = a_shop({{0, Money::cents(300), Money::cents(1'000), horseshoe}});
    EXPECT_EQ(zone_for(shop, {-1.5, 0})->fee, Money::cents(300));
    EXPECT_TRUE(zone_for(shop, {1, 1.5}));
    EXPECT_TRUE(zone_for(shop, {1, -1.5}));
    EXPECT_FALSE(zone_for(shop, {0, 0})) << "between its arms";
    EXPECT_FALSE(zone_for(shop, {3, 1.5}));
    EXPECT_FALSE(zone_for(shop, {0, 3}));
}

} // namespace
} // namespace ocp::pizzeria
