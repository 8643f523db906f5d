#pragma once

#include "bank/business/bank.h"
#include "bank/business/mischief.h"
#include "bank/template/api.h"
#include "bank/template/control.h"
#include "bank/template/pay_pages.h"
#include "platform/http/server.h"

#include <atomic>
#include <string>

namespace ocp::bank {

/// All addresses of the stand-in: /v1/… as Stripe's, /pay/… for customers, /bank/… for tests.
class BankSite : public http::Application {
public:
    BankSite(Bank&, EventQueue&, Clock const&, RandomSource&, std::string key);

    std::optional<http::Response> answer_at_once(http::Request const&) override;
    Lane lane(http::Request const&) override { return Lane::Pages; }
    http::Response handle(http::Request&) override;
    http::Response error(unsigned status, http::Request const*) override;
    void sent(http::Request const&, unsigned status, std::size_t bytes, std::chrono::microseconds) override;

    /// Whoever is made to wait waits no more.
    void end() { ending_ = true; }

private:
    void pause(std::chrono::milliseconds) const;

    std::atomic<bool> ending_{false};
    Mischief mischief_;
    PayPages pages_;
    Api api_;
    Control control_;
};

} // namespace ocp::bank
