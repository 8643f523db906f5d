#pragma once

#include "account/model/call.h"
#include "platform/db/database.h"
#include "platform/html/page.h"

namespace ocp::supervision {

/// Where the technical team looks: whether somebody must act, then how machines and servers are.
class SupervisionPages {
public:
    explicit SupervisionPages(db::Database& database)
        : database_{database}
    {
    }
    /// `?periode=24h` or `7j`, else the last hour.
    html::Answer show(account::Call const&);

private:
    db::Database& database_;
};

} // namespace ocp::supervision
