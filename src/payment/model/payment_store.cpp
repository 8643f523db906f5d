#include "payment/model/payment_store.h"

namespace ocp::payment {

void add_payment(
    db::Transaction& tx, OrderId order, Means means, Money amount, std::optional<UserId> by, Instant at)
{
    tx.write("INSERT INTO payments (order_id, kind, amount, user_id, at) VALUES (:order, :kind, :amount, "
             ":by, :at)",
        {{"order", order}, {"kind", slug(means)}, {"amount", amount}, {"by", by}, {"at", at}});
}

} // namespace ocp::payment
