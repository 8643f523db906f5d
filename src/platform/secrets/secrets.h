#pragma once

#include "base/random.h"

#include <string>
#include <string_view>

namespace ocp::secrets {

/// Starts libsodium; call once at program start. Throws when it cannot.
void start();

/// libsodium's generator.
class SystemRandom : public RandomSource {
public:
    std::string bytes(std::size_t count) override;
};

/// argon2id, 64 MiB, 2 passes; about 70 ms: only on the slow lane.
std::string hash_password(std::string_view password);
bool verify_password(std::string_view hash, std::string_view password);
/// True when the hash was made with weaker parameters than today's.
bool needs_rehash(std::string_view hash);

/// 32 bytes of BLAKE2b, in hexadecimal: what the database keeps of a token.
std::string fingerprint(std::string_view token);
std::string base64url(std::string_view bytes);
std::string hex(std::string_view bytes);
/// Nothing is learned from how long it takes.
bool equal(std::string_view a, std::string_view b);

/// One key per purpose, derived from SECRET_KEY.
std::string derive_key(std::string_view secret_key, std::string_view purpose);
/// Keyed MAC, base64url.
std::string sign(std::string_view key, std::string_view message);
bool signed_by(std::string_view key, std::string_view message, std::string_view signature);

/// A CSRF token for a form: the session's secret (32 bytes), masked anew for each response (BREACH).
std::string mask_token(std::string_view secret, RandomSource& random);
bool token_matches(std::string_view secret, std::string_view masked);

} // namespace ocp::secrets
