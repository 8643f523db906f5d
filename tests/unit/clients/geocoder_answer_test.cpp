#include "clients/geocoder/client.h"
#include "platform/outgoing/breaker.h"

#include <gtest/gtest.h>

namespace ocp {
namespace {

using outgoing::Breaker;
using Outcome = outgoing::Breaker::Outcome;
using namespace std::chrono_literals;

constexpr auto one_address = R"({"type":"FeatureCollection","features":[{"type":"Feature",
  "geometry":{"type":"Point","coordinates":[2.3608,48.8554]},
  "properties":{"label":"12 Rue de Rivoli 75004 Paris","score":0.9648,"housenumber":"12","type":"housenumber",
                "name":"12 Rue de Rivoli","postcode":"75004","city":"Paris"}}]})";

TEST(GeocoderAnswer, puts_longitude_first_as_geojson_does)
{
    auto const found = geocoder::found_in(one_address);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1U);
    auto const& one = found->front();
    EXPECT_EQ(one.label, "12 Rue de Rivoli 75004 Paris");
    EXPECT_EQ(one.type, "housenumber");
    EXPECT_EQ(one.postcode, "75004");
    EXPECT_DOUBLE_EQ(one.latitude, 48.8554);
    EXPECT_DOUBLE_EQ(one.longitude, 2.3608);
    EXPECT_TRUE(geocoder::found_in(R"({"features":[]})")->empty()) << "it knows of none";
}

TEST(GeocoderAnswer, that_is_none_is_none)
{
    for (auto const* const wrong :
        {"", "<html>", "{}", R"({"features":1})", R"({"features":[{}]})",
            R"({"features":[{"geometry":{"coordinates":["2","48"]},"properties":{"label":"x","score":1,"type":"x"}}]})",
            R"({"features":[{"geometry":{"coordinates":[2]},"properties":{"label":"x","score":1,"type":"x"}}]})",
            R"({"features":[{"geometry":{"coordinates":[2,148.8]},"properties":{"label":"x","score":1,"type":"x"}}]})",
            R"({"features":[{"geometry":{"coordinates":[2,48]},"properties":{"score":1,"type":"x"}}]})"})
        EXPECT_FALSE(geocoder::found_in(wrong)) << wrong;
}

TEST(Breaker, opens_when_half_of_twenty_failed_and_closes_by_one_that_succeeds)
{
    Breaker breaker;
    Breaker::Time now{1h};
    for (int i = 0; i < 19; ++i)
        breaker.report(i % 2 ? Outcome::Fine : Outcome::Failed, now);
    EXPECT_FALSE(breaker.is_open()) << "nineteen are too few to judge by";
    breaker.report(Outcome::Fine, now);
    EXPECT_TRUE(breaker.is_open()) << "ten of twenty failed";
    EXPECT_FALSE(breaker.allows(now + 4'999ms));
    EXPECT_TRUE(breaker.allows(now + 5s)) << "one tries";
    EXPECT_FALSE(breaker.allows(now + 5s)) << "one, not two";
    breaker.report(Outcome::Failed, now + 6s);
    EXPECT_TRUE(breaker.is_open());
    EXPECT_TRUE(breaker.allows(now + 10s));
    breaker.report(Outcome::Fine, now + 11s);
    EXPECT_FALSE(breaker.is_open());
    EXPECT_TRUE(breaker.allows(now + 11s));
}

TEST(Breaker, forgets_what_failed_longer_than_ten_seconds_ago)
{
    Breaker breaker;
    Breaker::Time const now{1h};
    for (int i = 0; i < 19; ++i)
        breaker.report(Outcome::Failed, now);
    for (int i = 0; i < 20; ++i)
        breaker.report(Outcome::Fine, now + 11s);
    breaker.report(Outcome::Failed, now + 11s);
    EXPECT_FALSE(breaker.is_open());
}

} // namespace
} // namespace ocp
