#include "order/business/forget_customer.h"

#include "account/business/erase_account.h"
#include "cart/business/change_cart.h"
#include "order/model/order_store.h"

namespace ocp::order {

void forget_customer(db::Transaction& tx, UserId customer, Instant at)
{
    forget_contacts(tx, customer, at);
    cart::drop_cart_of(tx, customer);
    account::erase_account(tx, customer, at);
}

std::int64_t forget_lost_customers(db::Transaction& tx, Instant since, std::int64_t limit, Instant at)
{
    auto const lost = customers_not_seen_since(tx, since, limit);
    for (auto const customer : lost)
        forget_customer(tx, customer, at);
    return static_cast<std::int64_t>(lost.size());
}

} // namespace ocp::order
