#include "tests/support/stripe_signer.h"

#include <array>
#include <fmt/format.h>
#include <sodium.h>

namespace ocp::test {

std::string stripe_signature(WebhookBody body, std::string_view secret, Instant at)
{
    auto const time = at.ms() / 1'000;
    auto const message = fmt::format("{}.{}", time, body.text);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<unsigned char const*>(secret.data()), secret.size());
    crypto_auth_hmacsha256_update(
        &state, reinterpret_cast<unsigned char const*>(message.data()), message.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> made;
    crypto_auth_hmacsha256_final(&state, made.data());
    auto header = fmt::format("t={},v1=", time);
    for (auto const byte : made)
        header += fmt::format("{:02x}", byte);
    return header;
}

} // namespace ocp::test
