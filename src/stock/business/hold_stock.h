#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "platform/db/reader.h"
#include "product/model/product.h"
#include "stock/model/shelf.h"

#include <optional>
#include <utility>
#include <vector>

namespace ocp::stock {

/// What the shop can still promise, as of the newest commit; to who changes an order of theirs, what that one
/// holds too.
Shelf read_shelf(db::Reader const&, PizzeriaId, std::optional<OrderId> changed = {});

/// Keeps these needs for the order, all or SoldOut: the last mozzarella is sold once. Always part of placing
/// an order; on SoldOut the caller's transaction rolls back. `expires_at`: only while the bank's word is
/// awaited.
Result<void> hold_stock(db::Transaction&, PizzeriaId, OrderId, product::Needs const&,
    std::optional<Instant> expires_at, Instant at);

/// What the order holds becomes these needs instead, all or SoldOut: then nothing was changed. Only what it
/// does not hold yet has to be there.
Result<void> move_holds(db::Transaction&, PizzeriaId, OrderId, product::Needs const&, Instant at);
/// The same where the order holds no less of each already: that is never sold out, though a count may have
/// found less than is held.
void lower_holds(db::Transaction&, PizzeriaId, OrderId, product::Needs const&, Instant at);

/// Turns what the order holds into consumption, all or OutOfStock (a count may have found less than is held).
Result<void> consume_stock(db::Transaction&, PizzeriaId, OrderId, UserId by, Instant at);

/// What the order holds is its own for as long as it lives: it is paid.
void keep_holds(db::Transaction&, OrderId);

void release_stock(db::Transaction&, PizzeriaId, OrderId, Instant at);
/// Brings back what the order consumed, from its recorded movements and not from today's recipe.
void return_stock(db::Transaction&, PizzeriaId, OrderId, UserId by, Instant at);

/// What lacks to accept each waiting order of the shop, were it accepted alone now; orders that lack nothing
/// are absent.
std::vector<std::pair<OrderId, Shortage>> shop_shortages(db::Reader const&, PizzeriaId);

} // namespace ocp::stock
