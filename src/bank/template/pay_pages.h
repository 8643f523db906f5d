#pragma once

#include "bank/business/bank.h"
#include "base/random.h"
#include "platform/html/assets.h"
#include "platform/html/view.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

#include <atomic>
#include <string>

namespace ocp::bank {

/// The pages on which a customer pays with a card of the tests, clearly no real bank's.
class PayPages {
public:
    PayPages(Bank&, RandomSource&);

    /// GET and POST below /pay/.
    http::Response answer(http::Request const&);
    /// The customer's browser is not sent back after paying: as if its window had been closed.
    void keep_browsers(bool keep) { keeps_browsers_ = keep; }
    html::Assets const& assets() const { return assets_; }

private:
    enum class Remark { None, Declined, NotAuthenticated, NoSuchCard, NoEmail };

    http::Response show(Session const&, Remark, std::string const& card, unsigned status);
    http::Response ask(Session const&);
    http::Response pay(http::Request const&, Session const&);
    http::Response authenticate(http::Request const&, Session const&);
    http::Response after(Bank::Paid, Session const&, std::string const& card);
    http::Response closed(Session const&, Bank::Paid);
    http::Response nothing_there();
    html::View page(std::string name, Session const&, Text const& title);
    http::Response render(html::View const&, unsigned status) const;

    Bank& bank_;
    RandomSource& random_;
    html::Assets const assets_;
    html::Templates const templates_;
    std::atomic<bool> keeps_browsers_{false};
};

} // namespace ocp::bank
