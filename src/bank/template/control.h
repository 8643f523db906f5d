#pragma once

#include "bank/business/bank.h"
#include "bank/business/mischief.h"
#include "bank/template/pay_pages.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

#include <map>
#include <string>

namespace ocp::bank {

/// What a test tells the stand-in to do, which no real bank would let itself be told: POST /bank/control, a
/// form or JSON with these fields, each as it is only when it is named:
///
///     reset=1                       everything below as at the start
///     events=on|off|held            told, never told, or told once it is "on" again
///     copies=3 delay_ms=500 shuffled=1 retry_ms=100
///     answer=500_before|500_after|429|slow_before|slow_after|cut_before|cut_after|say
///         to="POST /v1/refunds" times=2 wait_ms=9000 kept=0 retry_after=2 status=200 body={"id":5}
///     refunds=pending|at_once       how new ones begin
///     settle=all|re_...  as=succeeded|failed
///     expire=cs_test_...            its time is over now
///     browsers=kept|sent_back       after paying
///
/// The answer says how it stands. GET /bank/control says the same, GET /bank/ledger every payment.
class Control {
public:
    Control(Bank&, EventQueue&, Mischief&, PayPages&);
    http::Response answer(http::Request const&);

private:
    using Words = std::map<std::string, std::string, std::less<>>;
    /// What cannot be done, "" when all was.
    std::string obey(Words const&);
    std::string tell_events(Words const&);
    std::string prepare(Words const&);
    std::string move_money(Words const&);
    void reset();
    json state() const;

    Bank& bank_;
    EventQueue& events_;
    Mischief& mischief_;
    PayPages& pages_;
};

} // namespace ocp::bank
