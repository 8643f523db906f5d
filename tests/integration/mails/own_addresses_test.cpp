#include "account/business/addresses.h"
#include "tests/integration/mails/own_pages.h"
#include "tests/support/at_once.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using test::fault_beside;
using test::Form;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

struct OwnAddresses : test::OwnPages {
    std::vector<std::string> addresses()
    {
        return site.shop().words(fmt::format(
            "SELECT a.line || CASE WHEN x.is_default = 1 THEN ' *' ELSE '' END FROM addresses a JOIN "
            "users_has_addresses x ON x.address_id = a.id WHERE x.user_id = {} ORDER BY a.id",
            person.value()));
    }
    std::int64_t newest_address() { return site.shop().number("SELECT MAX(id) FROM addresses"); }
};
OCP_ON_BOTH_ENGINES(OwnAddresses);

/// As many as may be, but for `room`.
void fill_addresses(Browser& own, std::size_t room)
{
    for (std::size_t i = room; i < account::most_addresses; ++i)
        own.post("/mon-compte/adresses",
            {{"line", fmt::format("{} rue Mercière", i + 1)}, {"postcode", "69002"}, {"city", "Lyon"}});
}
Form const one_more{{"line", "99 rue de Trop"}, {"postcode", "69002"}, {"city", "Lyon"}};

TEST_P(OwnAddresses, keep_addresses_with_a_default)
{
    add_address("14 rue des Tables-Claudiennes");
    add_address("3 place Sathonay");
    EXPECT_THAT(addresses(), ElementsAre("14 rue des Tables-Claudiennes *", "3 place Sathonay"));
    auto const second = newest_address();
    add_address("3 Place SATHONAY");
    EXPECT_THAT(addresses(), SizeIs(2)) << "the same, however it is typed";
    own.post(fmt::format("/mon-compte/adresses/{}/defaut", second));
    EXPECT_THAT(addresses(), ElementsAre("14 rue des Tables-Claudiennes", "3 place Sathonay *"));
    EXPECT_THAT(own.get(fmt::format("/mon-compte/adresses/{}", second)).body, HasSubstr("3 place Sathonay"));
    own.post(fmt::format("/mon-compte/adresses/{}", second),
        {{"line", "5 place Sathonay"}, {"postcode", "69001"}, {"city", "Lyon"}});
    EXPECT_THAT(addresses(), ElementsAre("14 rue des Tables-Claudiennes", "5 place Sathonay *"));
    own.post(fmt::format("/mon-compte/adresses/{}/suppression", newest_address()));
    EXPECT_THAT(addresses(), ElementsAre("14 rue des Tables-Claudiennes *")) << "there is always one, if any";
    auto const faulty
        = own.post("/mon-compte/adresses", {{"line", "rue"}, {"postcode", "6900"}, {"city", ""}});
    EXPECT_EQ(faulty.status, 422U);
    EXPECT_EQ(fault_beside(faulty.body, "line"), test::french(sentence_of(Refusal::AddressIncomplete)));
    EXPECT_EQ(fault_beside(faulty.body, "city"), test::french(sentence_of(Refusal::CityMissing)));
}

TEST_P(OwnAddresses, keep_so_many_addresses_and_no_more)
{
    fill_addresses(own, 0);
    ASSERT_THAT(addresses(), SizeIs(account::most_addresses));
    auto const id = newest_address();
    auto const refused = own.post("/mon-compte/adresses", one_more);
    EXPECT_EQ(refused.status, 409U);
    EXPECT_THAT(refused.body, HasSubstr(test::french(sentence_of(Refusal::TooManyAddresses))));
    EXPECT_THAT(own.get("/mon-compte/adresses").body, Not(HasSubstr("Ajouter une adresse")));
    EXPECT_EQ(own.post(fmt::format("/mon-compte/adresses/{}", id), one_more).status, 303U)
        << "one in the place of another is none more";
    EXPECT_THAT(addresses(), SizeIs(account::most_addresses));
    own.post(fmt::format("/mon-compte/adresses/{}/suppression", newest_address()));
    EXPECT_EQ(own.post("/mon-compte/adresses", one_more).status, 303U);
}

TEST_P(OwnAddresses, keep_no_more_when_several_are_added_at_once)
{
    fill_addresses(own, 1);
    test::at_once(6, [&](std::size_t) { return Browser{own}.post("/mon-compte/adresses", one_more).status; });
    EXPECT_THAT(addresses(), SizeIs(account::most_addresses));
    auto const path = fmt::format("/mon-compte/adresses/{}", newest_address());
    test::at_once(6, [&](std::size_t) { return Browser{own}.post(path, one_more).status; });
    EXPECT_THAT(addresses(), SizeIs(account::most_addresses));
}

TEST_P(OwnAddresses, order_to_an_address_that_there_is_no_room_to_keep)
{
    fill_addresses(own, 0);
    own.post("/pizzerias/part-dieu/panier", {{"item", "1:M"}, {"quantity", "2"}});
    auto const form = test::with(test::checkout_form(own), {{"save_address", "1"}});
    auto const page = own.get("/commander");
    EXPECT_THAT(page.body, HasSubstr("Cette adresse ne sera pas retenue"));
    EXPECT_THAT(page.body, Not(HasSubstr("save_address")));
    EXPECT_THAT(own.post("/commander", form).header("location"), StartsWith("/suivi/"));
    EXPECT_THAT(addresses(), SizeIs(account::most_addresses));
}

TEST_P(OwnAddresses, do_not_show_or_change_the_address_of_another)
{
    add_address("7 rue Secrète");
    auto const id = newest_address();
    auto other = site.signed_in(site.person("Alice"));
    auto const before = addresses();
    auto const path = fmt::format("/mon-compte/adresses/{}", id);
    Form const form{{"line", "8 rue Ouverte"}, {"postcode", "69003"}, {"city", "Lyon"}};
    for (auto const& answer : {other.get(path), other.post(path, form), other.post(path + "/defaut"),
             other.post(path + "/suppression"), other.post("/mon-compte/adresses/99999999/suppression"),
             other.get("/mon-compte/adresses/x")}) {
        EXPECT_EQ(answer.status, 404U);
        EXPECT_THAT(answer.body, Not(HasSubstr("Secrète")));
    }
    EXPECT_EQ(addresses(), before);
}

} // namespace
} // namespace ocp
