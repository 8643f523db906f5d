#include "ocpizza/security_headers.h"

#include <fmt/format.h>

namespace ocp {

namespace {

std::string_view payment_page_origin(Settings const& settings)
{
    // A bank of our own, for development and tests, pays on its own page.
    auto const is_stripe = settings.stripe_base_url == "https://api.stripe.com";
    return is_stripe || settings.stripe_secret_key.empty() ? "https://checkout.stripe.com"
                                                           : std::string_view{settings.stripe_base_url};
}

} // namespace

void add_security_headers(http::Response& response, Settings const& settings)
{
    // A form may lead to the page on which the customer pays: Chromium judges redirects by this too.
    static constexpr std::string_view policy
        = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
          "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
          "form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'";
    response.headers.reserve(response.headers.size() + 9);
    response.with("Content-Security-Policy", fmt::format(policy, payment_page_origin(settings)));
    response.with("X-Content-Type-Options", "nosniff");
    response.with("X-Frame-Options", "DENY");
    // A page may be stricter: the address of a link sent by mail is told to nobody.
    if (response.header("Referrer-Policy").empty()) response.with("Referrer-Policy", "same-origin");
    response.with("Cross-Origin-Opener-Policy", "same-origin");
    response.with("Cross-Origin-Resource-Policy", "same-origin");
    response.with("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=()");
    if (settings.public_url.starts_with("https:") && settings.hsts.count() > 0)
        response.with("Strict-Transport-Security",
            fmt::format("max-age={}; includeSubDomains; preload", settings.hsts.count()));
}

} // namespace ocp
