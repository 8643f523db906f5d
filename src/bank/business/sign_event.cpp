#include "bank/business/sign_event.h"

#include "platform/secrets/secrets.h"

#include <fmt/format.h>
#include <sodium.h>

namespace ocp::bank {

namespace {

unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

} // namespace

std::string signature_of(std::string_view body, std::string_view secret, std::int64_t now)
{
    auto const start = fmt::format("{}.", now);
    // The one-shot function takes keys of 32 bytes only.
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(start), start.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(body), body.size());
    std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(mac.data()));
    return fmt::format("t={},v1={}", now, secrets::hex(mac));
}

} // namespace ocp::bank
