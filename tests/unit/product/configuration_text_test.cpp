#include "product/business/change_words.h"
#include "product/form/read_configuration.h"
#include "product/model/change.h"
#include "product/model/configuration.h"

#include <gtest/gtest.h>

namespace ocp::product {
namespace {

using Kind = Amount::Kind;

Configuration a_configuration()
{
    return {"fine", {{IngredientId{7}, {Kind::Without}}, {IngredientId{12}, {Kind::Extra, 2}}},
        OtherHalf{ProductId{3}, {{IngredientId{4}, {Kind::Light}}}}, {}};
}

TEST(ConfigurationText, is_the_same_for_the_same_and_comes_back_whole)
{
    for (auto const& wanted : {Configuration{}, a_configuration(),
             Configuration{
                 "", {}, {}, {{ProductId{1}, "M", a_configuration()}, {ProductId{2}, "unit", {}}}}}) {
        auto const text = text_of(wanted);
        EXPECT_EQ(configuration_from(text), wanted) << text;
        EXPECT_EQ(text_of(configuration_from(text)), text);
    }
    EXPECT_EQ(text_of(Configuration{}), "{}");
    EXPECT_EQ(text_of(a_configuration()),
        R"({"amounts":{"12":2,"7":"without"},"dough":"fine","half":{"amounts":{"4":"light"},"product":3}})");
}

TEST(ConfigurationText, that_is_none_says_so)
{
    for (auto const* const wrong : {"", "[", R"({"amounts":{"x":1}})", R"({"amounts":{"7":"much"}})",
             R"({"half":{}})", R"({"picks":[{}]})"})
        EXPECT_THROW(configuration_from(wrong), std::runtime_error) << wrong;
}

TEST(Changes, come_back_whole_and_are_said_in_words)
{
    std::vector<Change> const changes{{Change::Kind::Dough, "Pâte fine"},
        {Change::Kind::Without, "Olives noires", 1, "Reine"}, {Change::Kind::Light, "Mozzarella", 1, "Reine"},
        {Change::Kind::Extra, "Chorizo", 2, "Diavola"}};
    EXPECT_EQ(changes_from(text_of(changes)), changes);
    EXPECT_EQ(words_of(changes).in(Language::French),
        "pâte fine, Reine\u00a0: sans olives noires, peu\u00a0: mozzarella, Diavola\u00a0: "
        "+\u00a02\u00a0×\u00a0chorizo");
    EXPECT_EQ(words_of(changes).in(Language::English),
        "thin base, Reine: no black olives, light on mozzarella, Diavola: +\u00a02\u00a0×\u00a0chorizo");
    EXPECT_TRUE(words_of(std::vector<Change>{}).empty());
    EXPECT_EQ(text_of(std::vector<Change>{}), "[]");
    for (auto const* const wrong : {"", "{", R"([{"how":"burnt","what":"x"}])", R"([{"how":"light"}])"})
        EXPECT_THROW(changes_from(wrong), std::runtime_error) << wrong;
}

Product a_pizza()
{
    return {ProductId{1}, "Reine", "reine", "", Category::Pizza, VatClass::ReadyToEat, {}, {}, true};
}

Result<Wanted> read(
    std::vector<std::pair<std::string, std::string>> const& fields, Product const& product = a_pizza())
{
    http::Fields form;
    for (auto const& [name, value] : fields)
        form.add(name, value);
    return read_configuration(form, product);
}

TEST(ProductForm, says_what_is_wanted)
{
    auto const wanted = read({{"csrf", "x"}, {"size", "L"}, {"dough", "fine"}, {"in-7", "without"},
        {"in-8", "as-is"}, {"x-12", "2"}, {"x-13", "0"}, {"half", "3"}, {"h-in-4", "light"}});
    ASSERT_TRUE(wanted);
    EXPECT_EQ(wanted->size, "L");
    EXPECT_EQ(wanted->configuration, a_configuration());
    EXPECT_EQ(read({{"size", "M"}, {"half", ""}, {"h-in-4", "light"}})->configuration, Configuration{})
        << "without another half its changes say nothing";
}

TEST(ProductForm, of_a_deal_says_what_fills_each_slot)
{
    auto deal = a_pizza();
    deal.category = Category::Deal;
    deal.slots = {{Category::Pizza, {}}, {Category::Drink, {}}};
    auto const wanted
        = read({{"1-item", "1:M"}, {"1-in-7", "without"}, {"2-item", "9:unit"}, {"in-3", "without"}}, deal);
    ASSERT_TRUE(wanted);
    EXPECT_EQ(wanted->size, "unit");
    EXPECT_EQ(wanted->configuration,
        (Configuration{"", {}, {},
            {{ProductId{1}, "M", {"", {{IngredientId{7}, {Kind::Without}}}, {}, {}}},
                {ProductId{9}, "unit", {}}}}));
    EXPECT_FALSE(read({{"1-item", "1:M"}}, deal)) << "one slot is empty";
    EXPECT_FALSE(read({{"1-item", "1:XL"}, {"2-item", "9:unit"}}, deal));
}

TEST(ProductForm, that_cannot_be_read_is_refused)
{
    for (auto const& [name, value] : std::vector<std::pair<std::string, std::string>>{{"in-7", "much"},
             {"in-7", "-1"}, {"in-x", "without"}, {"in-", "without"}, {"in--7", "without"},
             {"in-0", "without"}, {"in-99999999999999999999", "without"}, {"x-7", "3"}, {"x-7", "1.5"},
             {"x-7", "-1"}, {"half", "reine"}, {"half", "0"}}) {
        auto const answer = read({{"size", "M"}, {name, value}});
        ASSERT_FALSE(answer) << name << "=" << value;
        EXPECT_EQ(answer.error(), Refusal::ConfigurationInvalid);
    }
    EXPECT_FALSE(read({{"in-7", "without"}, {"x-7", "1"}})) << "left out and added";
    EXPECT_FALSE(read({{"in-7", "without"}, {"in-7", "light"}}));
}

} // namespace
} // namespace ocp::product
