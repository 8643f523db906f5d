#pragma once

#include "account/business/session_cookies.h"
#include "account/business/sign_in.h"
#include "account/model/call.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"

namespace ocp::order {

/// What a person does with what is kept of them: order again, print an invoice, take the data away, have
/// themselves erased (issue 4, Account).
class OwnPages {
public:
    OwnPages(OrderDesk const& desk, account::SignInTools const& tools, account::SessionCookies const& cookies)
        : desk_{desk}
        , tools_{tools}
        , cookies_{cookies}
    {
    }
    html::Answer again(account::Call const&);
    html::Answer invoice(account::Call const&);
    html::Answer data(account::Call const&);
    html::Answer data_file(account::Call const&);
    html::Answer erase(account::Call const&);

private:
    html::Page data_page(account::Call const&, std::optional<Refusal>) const;

    OrderDesk const& desk_;
    account::SignInTools const& tools_;
    account::SessionCookies const& cookies_;
};

} // namespace ocp::order
