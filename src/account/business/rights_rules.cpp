#include "account/business/rights_rules.h"

#include <algorithm>

namespace ocp::account {

namespace {

bool grants(Role role, Right right)
{
    switch (right) {
    case Right::Kitchen:
        return role == Role::Pizzaiolo || role == Role::Manager || role == Role::Administrator;
    case Right::Delivery:
        return role == Role::Driver || role == Role::Manager || role == Role::Administrator;
    case Right::Manage:
        return role == Role::Manager || role == Role::Administrator;
    case Right::Group:
        return role == Role::Administrator;
    case Right::Operate:
        return role == Role::Operator;
    }
    return false;
}

bool of_the_group(Right right)
{
    return right == Right::Group || right == Right::Operate;
}

bool holds_in(HeldRole const& held, Right right, std::optional<PizzeriaId> shop)
{
    if (!grants(held.role, right)) return false;
    if (!shop && !of_the_group(right)) return false;
    return !held.pizzeria || held.pizzeria == shop;
}

} // namespace

bool may(std::vector<HeldRole> const& held, Right right, std::optional<PizzeriaId> shop)
{
    return std::any_of(
        held.begin(), held.end(), [&](HeldRole const& one) { return holds_in(one, right, shop); });
}

Role acting_role(std::vector<HeldRole> const& held, Right right, PizzeriaId shop)
{
    auto strongest = Role::Customer;
    for (auto const& one : held)
        if (holds_in(one, right, shop)) strongest = std::max(strongest, one.role);
    return strongest;
}

} // namespace ocp::account
