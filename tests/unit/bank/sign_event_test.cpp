#include "bank/business/sign_event.h"

#include <gtest/gtest.h>

namespace ocp::bank {

// integrations.md §2, with the verdict of Stripe's own library.
TEST(EventSignature, is_what_stripe_would_send)
{
    EXPECT_EQ(signature_of(R"({"id":"evt_1","object":"event","api_version":"2020-08-27",)"
                           R"("type":"payment_intent.succeeded","data":{"object":{"id":"pi_1",)"
                           R"("object":"payment_intent","amount":2350}}})",
                  "whsec_test", 1'700'000'000),
        "t=1700000000,v1=b967ae77f03eff9263df91603cb5a92932d664c27876b0f8157a7c675f135507");
}

TEST(EventSignature, changes_with_body_secret_and_time)
{
    auto const one = signature_of("{}", "whsec_test", 1);
    EXPECT_NE(signature_of("{ }", "whsec_test", 1), one);
    EXPECT_NE(signature_of("{}", "test", 1), one);
    EXPECT_NE(signature_of("{}", "whsec_test", 2).substr(4), one.substr(4));
}

} // namespace ocp::bank
