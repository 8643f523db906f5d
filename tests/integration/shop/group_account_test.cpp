#include "account/business/create_group_account.h"
#include "account/business/rights_rules.h"
#include "account/model/session_store.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <gtest/gtest.h>

namespace ocp::account {
namespace {

struct GroupAccounts : test::OnBothEngines {
    test::Shop shop{database()};
    static Registration form(std::string email)
    {
        return {"Denis", "Morel", std::move(email), "cerise-et-4-noyaux", "cerise-et-4-noyaux"};
    }
    bool may_afterwards(Role role, Right right)
    {
        auto const user = create_group_account(
            database(), form(std::to_string(++made_) + "@exemple.fr"), role, shop.clock.now());
        return database().read([&](db::Reader const& reader) {
            return may(roles_of(reader, user.value()), right, std::nullopt);
        });
    }

private:
    int made_ = 0;
};
OCP_ON_BOTH_ENGINES(GroupAccounts);

TEST_P(GroupAccounts, give_an_operator_supervision_and_no_more)
{
    EXPECT_TRUE(may_afterwards(Role::Operator, Right::Operate));
    EXPECT_FALSE(may_afterwards(Role::Operator, Right::Group));
    EXPECT_TRUE(may_afterwards(Role::Administrator, Right::Group));
    EXPECT_FALSE(may_afterwards(Role::Administrator, Right::Operate));
}

TEST_P(GroupAccounts, are_refused_as_a_registration_is)
{
    auto const now = shop.clock.now();
    ASSERT_TRUE(create_group_account(database(), form("denis@exemple.fr"), Role::Operator, now));
    EXPECT_EQ(create_group_account(database(), form("Denis@Exemple.fr"), Role::Operator, now).error(),
        Refusal::EmailTaken);
    EXPECT_EQ(
        create_group_account(database(), form("denis"), Role::Operator, now).error(), Refusal::EmailInvalid);
    auto weak = form("autre@exemple.fr");
    weak.password = weak.confirmation = "court";
    EXPECT_FALSE(create_group_account(database(), weak, Role::Operator, now));
}

} // namespace
} // namespace ocp::account
