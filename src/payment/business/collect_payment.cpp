#include "payment/business/collect_payment.h"

#include "payment/model/payment_store.h"

namespace ocp::payment {

Result<void> collect(db::Transaction& tx, OrderId order, Means means, Money due, UserId by, Instant at)
{
    if (means == Means::Online || due <= Money{}) return No{Refusal::AmountWrong};
    add_payment(tx, order, means, due, by, at);
    return {};
}

} // namespace ocp::payment
