#pragma once

#include "account/model/user.h"

namespace ocp::account {

/// What a screen or a deed needs of its shop (data.md, the table of rights).
enum class Right {
    Kitchen, ///< kitchen, orders taken by staff, pickups handed over, the shop's stock and reminders
    Delivery, ///< ready orders and deliveries of the shop, money collected at the door
    Manage, ///< staff, sales, corrections, refunds, the shop's settings
    Group, ///< catalogue, accounts, group figures
    Operate, ///< supervision, backups; no customer data
};

/// A group right is asked with any shop or none; a shop right of no shop is never held.
bool may(std::vector<HeldRole> const& held, Right right, std::optional<PizzeriaId> shop);

/// The strongest role with which the person acts in that shop; Customer when none is held there.
Role acting_role(std::vector<HeldRole> const& held, Right right, PizzeriaId shop);

} // namespace ocp::account
