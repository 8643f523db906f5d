#include "clients/stripe/signature.h"

#include "base/text.h"
#include "platform/secrets/secrets.h"

#include <array>
#include <charconv>
#include <optional>
#include <sodium.h>
#include <string>
#include <vector>

namespace ocp::stripe {

namespace {

constexpr std::int64_t tolerance = 300; ///< seconds

struct Header {
    std::string_view time; ///< as it stands there: it is part of what is signed
    std::vector<std::string_view> signatures; ///< of scheme v1
};

Header header_of(std::string_view text)
{
    Header header;
    for (auto const part : text::split(text, ',')) {
        auto const equals = std::min(part.find('='), part.size());
        auto const name = part.substr(0, equals);
        auto const value = part.substr(std::min(equals + 1, part.size()));
        if (name == "t") header.time = value;
        if (name == "v1") header.signatures.push_back(value);
    }
    return header;
}

std::optional<std::int64_t> seconds_of(std::string_view text)
{
    std::int64_t seconds = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 0) return std::nullopt;
    return seconds;
}

unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

/// Lower-case hexadecimal HMAC-SHA256 of "time.body".
std::string signature_of(std::string_view time, std::string_view body, std::string_view secret)
{
    // The one-shot function takes keys of 32 bytes alone.
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    for (auto const piece : {time, std::string_view{"."}, body})
        crypto_auth_hmacsha256_update(&state, bytes_of(piece), piece.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> made;
    crypto_auth_hmacsha256_final(&state, made.data());
    return secrets::hex({reinterpret_cast<char const*>(made.data()), made.size()});
}

} // namespace

bool is_genuine(Delivery const& delivery, std::string_view secret, Instant now)
{
    if (secret.empty()) return false;
    auto const header = header_of(delivery.signature);
    auto const signed_at = seconds_of(header.time);
    if (!signed_at || header.signatures.empty() || now.ms() / 1'000 - *signed_at > tolerance) return false;
    auto const expected = signature_of(header.time, delivery.body, secret);
    bool matches = false;
    for (auto const signature : header.signatures)
        if (secrets::equal(signature, expected)) matches = true;
    return matches;
}

} // namespace ocp::stripe
