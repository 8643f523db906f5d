#pragma once

#include "base/clock.h"
#include "platform/db/reader.h"
#include "product/model/product.h"
#include "stock/model/shelf.h"

#include <optional>
#include <utility>
#include <vector>

namespace ocp::stock {

/// What is available less what is held, of every ingredient of the shop; what that order holds counts as
/// there.
Shelf read_shelf(db::Reader const&, PizzeriaId, std::optional<OrderId> changed);

/// What the order holds.
product::Needs held_for(db::Reader const&, OrderId);

/// Adds the order's holds and raises `quantity_held` of each row in id order. False when one does not
/// suffice: then the transaction must be rolled back. `Already`: nobody looks whether it suffices.
enum class Sold { Now, Already };
bool hold(db::Transaction&, PizzeriaId, OrderId, product::Needs const&, std::optional<Instant> expires_at,
    Instant at, Sold);

/// What the order holds has no end by itself any more.
void hold_without_end(db::Transaction&, OrderId);

/// Locks every row of the shop, in id order, and reads what can still be promised.
Shelf lock_shelf(db::Transaction&, PizzeriaId);

/// Takes what the order holds out of stock: holds become movements. False when stock no longer suffices (a
/// count lowered it): then nothing was written that a rollback does not undo.
bool take_held(db::Transaction&, PizzeriaId, OrderId, UserId by, Instant at);

/// Gives the order's holds back.
void release(db::Transaction&, PizzeriaId, OrderId, Instant at);

/// Brings consumed goods back (`reason` return) from the order's own recorded movements.
void give_back(db::Transaction&, PizzeriaId, OrderId, UserId by, Instant at);

/// What waiting orders of the shop hold above what lies there.
std::vector<std::pair<OrderId, Shortage>> shortages_of_shop(db::Reader const&, PizzeriaId);

} // namespace ocp::stock
