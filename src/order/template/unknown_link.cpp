#include "order/template/unknown_link.h"

#include "order/business/follow_order.h"

namespace ocp::order {

html::Answer unknown_link(OrderDesk const& desk, account::Call const& call)
{
    return count_unknown_link(desk, call.request.peer, call.now) ? html::not_found()
                                                                 : html::not_found_again();
}

} // namespace ocp::order
