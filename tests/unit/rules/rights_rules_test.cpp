#include "account/business/rights_rules.h"

#include <gtest/gtest.h>
#include <set>

namespace ocp::account {
namespace {

constexpr PizzeriaId own{1};
constexpr PizzeriaId another{2};

/// The table of rights, copied by hand from the specification (data.md): who may, in the shops of the role.
struct Row {
    Right right;
    std::set<Role> who;
};
Row const specified[] = {
    {Right::Kitchen, {Role::Pizzaiolo, Role::Manager, Role::Administrator}},
    {Right::Delivery, {Role::Driver, Role::Manager, Role::Administrator}},
    {Right::Manage, {Role::Manager, Role::Administrator}},
    {Right::Group, {Role::Administrator}},
    {Right::Operate, {Role::Operator}},
};
constexpr Role every_role[]
    = {Role::Customer, Role::Pizzaiolo, Role::Driver, Role::Manager, Role::Administrator, Role::Operator};

bool for_the_group(Role role)
{
    return role == Role::Administrator || role == Role::Operator;
}
HeldRole held(Role role)
{
    return {role, for_the_group(role) ? std::nullopt : std::optional{own}};
}

TEST(Rights, are_those_of_the_specification)
{
    for (auto const& [right, who] : specified)
        for (auto const role : every_role) {
            auto const told = "role " + std::to_string(static_cast<int>(role)) + ", right "
                + std::to_string(static_cast<int>(right));
            EXPECT_EQ(may({held(role)}, right, own), who.contains(role)) << told;
            EXPECT_EQ(may({held(role)}, right, another), who.contains(role) && for_the_group(role)) << told;
        }
}

TEST(Rights, of_a_shop_are_not_held_without_a_shop)
{
    for (auto const right : {Right::Kitchen, Right::Delivery, Right::Manage})
        for (auto const role : every_role)
            EXPECT_FALSE(may({held(role)}, right, std::nullopt)) << static_cast<int>(role);
    EXPECT_TRUE(may({held(Role::Administrator)}, Right::Group, std::nullopt));
    EXPECT_TRUE(may({held(Role::Operator)}, Right::Operate, std::nullopt));
}

TEST(Rights, are_none_for_who_holds_no_role)
{
    for (auto const& row : specified)
        EXPECT_FALSE(may({}, row.right, own));
}

TEST(Rights, add_up_over_the_roles_of_a_person)
{
    std::vector<HeldRole> const both{{Role::Pizzaiolo, own}, {Role::Driver, another}};
    EXPECT_TRUE(may(both, Right::Kitchen, own));
    EXPECT_FALSE(may(both, Right::Delivery, own));
    EXPECT_FALSE(may(both, Right::Kitchen, another));
    EXPECT_TRUE(may(both, Right::Delivery, another));
}

TEST(Rights, are_used_with_the_strongest_role_of_the_shop)
{
    std::vector<HeldRole> const roles{{Role::Pizzaiolo, own}, {Role::Manager, another}, {Role::Driver, own}};
    EXPECT_EQ(acting_role(roles, Right::Kitchen, own), Role::Pizzaiolo) << "a driver's role opens no kitchen";
    EXPECT_EQ(acting_role(roles, Right::Delivery, own), Role::Driver);
    EXPECT_EQ(acting_role(roles, Right::Kitchen, another), Role::Manager);
    EXPECT_EQ(acting_role({}, Right::Kitchen, own), Role::Customer);
    EXPECT_EQ(acting_role({held(Role::Administrator)}, Right::Delivery, own), Role::Administrator);
}

} // namespace
} // namespace ocp::account
