#pragma once

#include "ocpizza/payments/cashier.h"
#include "order/business/open_payment.h"
#include "order/business/settle_payment.h"
#include "payment/business/take_event.h"
#include "tests/support/fake_stripe.h"
#include "tests/support/fixed_random.h"
#include "tests/support/shop.h"

#include <stdexcept>
#include <string>

namespace ocp::test {

/// A shop whose customers may pay online.
struct PayingShop : Shop {
    explicit PayingShop(db::Database& used)
        : Shop{used}
    {
        desk.stripe = &stripe;
        desk.public_url = "https://oc.example";
    }

    OrderId an_unpaid_order(pizzeria::Mode mode = pizzeria::Mode::Pickup)
    {
        auto const buyer = visitor(margherita);
        auto wish = form(buyer, mode);
        wish.pay_on = order::PayOn::Online;
        auto const placed = place(buyer, wish);
        if (!placed) throw std::logic_error{"an order was not placed"};
        return placed->order;
    }

    struct AtTheBank {
        OrderId order;
        std::string session;
    };
    AtTheBank an_order_at_the_bank(pizzeria::Mode mode = pizzeria::Mode::Pickup)
    {
        auto const order = an_unpaid_order(mode);
        return {order, session_at(order::open_payment(desk, order, clock.tick()).value())};
    }

    OrderId a_paid_order(pizzeria::Mode mode = pizzeria::Mode::Pickup)
    {
        auto const [order, session] = an_order_at_the_bank(mode);
        stripe.pay(session);
        order::settle_on_return(desk, session, clock.tick());
        return order;
    }

    static std::string session_at(std::string const& url) { return url.substr(url.rfind('/') + 1); }

    void tell_of_session(std::string const& session)
    {
        tell(
            {{}, "checkout.session.completed", "2020-08-27", false, session, "checkout.session", {}, {}, {}});
    }
    void tell_of_refunds(std::string const& intent)
    {
        tell({{}, "charge.refund.updated", "2020-08-27", false, "re_1", "refund", intent, {}, {}});
    }

    /// Everything that is due.
    void see_to_payments()
    {
        while (cashier.do_one()) { }
    }
    void see_to_payments_for(std::chrono::minutes time)
    {
        for (auto passed = std::chrono::minutes{0}; passed < time; ++passed) {
            see_to_payments();
            clock.advance(std::chrono::minutes{1});
        }
        see_to_payments();
    }

    FakeStripe stripe{clock};
    FixedRandom random;
    payments::Cashier cashier{desk, clock, random, {}};

private:
    void tell(stripe::Event event)
    {
        event.id = "evt_" + std::to_string(++events_);
        payment::take_event(database, event, clock.tick());
    }
    int events_ = 0;
};

} // namespace ocp::test
