#include "pizzeria/business/locate_address.h"

#include <gtest/gtest.h>

namespace ocp::pizzeria {
namespace {

struct Says : geocoder::Geocoder {
    std::optional<std::vector<geocoder::Found>> answer;
    std::optional<std::vector<geocoder::Found>> search(std::string_view, std::string_view) override
    {
        return answer;
    }
};

geocoder::Found a_house(double score = 0.9, std::string postcode = "69003", double latitude = 45.7600,
    std::string type = "housenumber")
{
    return {"12 Rue de la Villette " + postcode + " Lyon", score, std::move(type), "12 Rue de la Villette",
        std::move(postcode), "Lyon", latitude, 4.8616};
}

struct LocateAddress : testing::Test {
    Says geocoder;
    Postcodes postcodes{"code,city,latitude,longitude\n69003,Lyon,45.7597,4.8500\n"};

    Sought look_for(std::string const& postcode = "69003")
    {
        return locate_address(geocoder, postcodes, 0.5, {"12 rue de la Villette", postcode, "Lyon"});
    }
};

TEST_F(LocateAddress, takes_the_house_the_geocoder_is_sure_of)
{
    geocoder.answer = {{a_house(0.3, "69001"), a_house(0.5)}};
    auto const sought = look_for();
    ASSERT_TRUE(sought.place);
    EXPECT_DOUBLE_EQ(sought.place->position.longitude, 4.8616);
    EXPECT_FALSE(sought.place->to_check);
    EXPECT_FALSE(sought.unsure);
}

TEST_F(LocateAddress, takes_a_postcode_it_does_not_know_from_the_geocoder)
{
    geocoder.answer = {{a_house(0.9, "38000", 45.19)}};
    EXPECT_FALSE(look_for("38000").place->to_check);
    geocoder.answer = std::nullopt;
    EXPECT_FALSE(look_for("38000").place) << "nobody knows it";
}

TEST_F(LocateAddress, asks_back_where_the_geocoder_knows_no_such_house)
{
    for (auto const& found : {a_house(0.49), a_house(0.9, "69007"), a_house(0.9, "69003", 45.76, "street")}) {
        geocoder.answer = {{found}};
        auto const sought = look_for();
        EXPECT_TRUE(sought.unsure) << found.label << " " << found.score;
        ASSERT_TRUE(sought.place);
        EXPECT_TRUE(sought.place->to_check) << "in the middle of its postcode";
        EXPECT_EQ(sought.perhaps.size(), found.type == "street" ? 0U : 1U) << "a street alone is of no use";
    }
    geocoder.answer = {std::vector<geocoder::Found>{}};
    EXPECT_TRUE(look_for().unsure);
}

TEST_F(LocateAddress, falls_back_on_the_postcode_when_the_geocoder_is_away_or_lies)
{
    geocoder.answer = std::nullopt;
    auto const away = look_for();
    EXPECT_FALSE(away.unsure) << "nobody is asked what only the geocoder could have known";
    EXPECT_TRUE(away.place->to_check);
    EXPECT_DOUBLE_EQ(away.place->position.longitude, 4.8500);
    geocoder.answer = {{a_house(0.99, "69003", 48.8566)}};
    auto const lied = look_for();
    EXPECT_TRUE(lied.place->to_check) << "Paris is not in 69003";
    EXPECT_FALSE(lied.unsure);
    EXPECT_DOUBLE_EQ(lied.place->position.latitude, 45.7597);
}

} // namespace
} // namespace ocp::pizzeria
