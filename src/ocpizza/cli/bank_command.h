#pragma once

#include "ocpizza/settings.h"

#include <string>

namespace ocp::cli {

struct BankCall {
    std::string listen = "127.0.0.1:8001";
    std::string webhook = "http://127.0.0.1:8000/webhooks/stripe";
    std::string public_url; ///< what browsers call it; "" for where it listens
    std::string key, secret; ///< "": of the variables STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET
    std::string state; ///< a file that outlives it, "" for none
    bool with_parent = false; ///< ends with the process that started it
};

/// Serves our own stand-in for Stripe until SIGTERM or SIGINT, for development and tests. `refused` in
/// production, and with a key that is not one for tests.
int bank(SettingSources const&, BankCall const&);

} // namespace ocp::cli
