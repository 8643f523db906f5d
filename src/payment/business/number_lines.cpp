#include "payment/business/number_lines.h"

#include "payment/model/ledger_store.h"

namespace ocp::payment {

std::int64_t number_lines(db::Transaction& tx)
{
    return number_ledger(tx);
}

} // namespace ocp::payment
