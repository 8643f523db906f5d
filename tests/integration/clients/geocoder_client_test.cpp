#include "clients/geocoder/client.h"
#include "tests/support/fake_vendor.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::FakeVendor;
using testing::HasSubstr;
using testing::StartsWith;
using namespace std::chrono_literals;

constexpr auto an_answer = R"({"features":[{"geometry":{"coordinates":[4.86,45.76]},"properties":
    {"label":"12 Rue de la Villette 69003 Lyon","score":0.9,"type":"housenumber","postcode":"69003","city":"Lyon"}}]})";

struct GeocoderClient : testing::Test {
    FakeVendor vendor;
    geocoder::Client client{{"ocpizza/test", ""}, {vendor.base_url() + "/geocodage", 200ms, 400ms}};

    std::optional<std::vector<geocoder::Found>> ask(std::string_view address = "12 rue de la Villette, Lyon")
    {
        return client.search(address, "69003");
    }
};

TEST_F(GeocoderClient, asks_in_the_vendors_words_and_remembers)
{
    vendor.answer({.body = an_answer});
    auto const found = ask();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->front().label, "12 Rue de la Villette 69003 Lyon");
    EXPECT_TRUE(ask("12  RUE de la Villette, LYON ")) << "the same question";
    auto const requests = vendor.requests(1);
    ASSERT_EQ(requests.size(), 1U) << "asked once";
    EXPECT_THAT(requests.front().line,
        StartsWith("GET /geocodage/search?q=12%20rue%20de%20la%20Villette%2C%20Lyon&limit=5"));
    EXPECT_THAT(requests.front().line, HasSubstr("postcode=69003"));
}

TEST_F(GeocoderClient, says_that_it_cannot_be_asked)
{
    using Manner = FakeVendor::Manner;
    for (auto const& trouble : {FakeVendor::Answer{.status = 500}, FakeVendor::Answer{.status = 429},
             FakeVendor::Answer{.body = "<html>"}, FakeVendor::Answer{.manner = Manner::Gone},
             FakeVendor::Answer{.body = an_answer, .manner = Manner::Cut},
             FakeVendor::Answer{.manner = Manner::Garbage}, FakeVendor::Answer{.manner = Manner::Silent}}) {
        vendor.answer(trouble);
        auto const begun = std::chrono::steady_clock::now();
        EXPECT_FALSE(ask()) << trouble.status << " " << static_cast<int>(trouble.manner);
        EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s) << "nobody waits for long";
    }
    vendor.answer({.status = 400});
    EXPECT_TRUE(ask()->empty()) << "a question it does not understand is of no address";
}

TEST_F(GeocoderClient, leaves_a_vendor_alone_that_is_away)
{
    vendor.answer({.status = 503});
    for (int i = 0; i < 20; ++i)
        EXPECT_FALSE(ask("address " + std::to_string(i)));
    EXPECT_TRUE(client.is_away());
    EXPECT_FALSE(ask("one more"));
    EXPECT_EQ(vendor.requests(20).size(), 20U) << "the next was not sent";
}

TEST_F(GeocoderClient, that_is_not_there_answers_nothing)
{
    geocoder::Client nobody{
        {"ocpizza/test", ""}, {"http://127.0.0.1:" + std::to_string(test::closed_port()), 200ms, 400ms}};
    EXPECT_FALSE(nobody.search("12 rue de la Villette", "69003"));
}

} // namespace
} // namespace ocp
