#include "platform/secrets/secrets.h"

#include <array>
#include <new>
#include <optional>
#include <sodium.h>
#include <stdexcept>

namespace ocp::secrets {
namespace {

constexpr unsigned long long argon2_passes = 2;
constexpr std::size_t argon2_memory = 64 * 1024 * 1024;

using Key = std::array<unsigned char, 32>;

unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

Key digest(std::string_view text, Key const* key = nullptr)
{
    Key made;
    crypto_generichash(made.data(), made.size(), bytes_of(text), text.size(), key ? key->data() : nullptr,
        key ? key->size() : 0);
    return made;
}

std::string text_of(Key const& key)
{
    return {reinterpret_cast<char const*>(key.data()), key.size()};
}

std::optional<std::string> from_base64url(std::string_view text)
{
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
            text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

void mask(std::string& bytes, std::string_view by)
{
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(bytes[i] ^ by[i]);
}

} // namespace

void start()
{
    if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start"};
}

std::string SystemRandom::bytes(std::size_t count)
{
    std::string made(count, '\0');
    randombytes_buf(made.data(), made.size());
    return made;
}

std::string hash_password(std::string_view password)
{
    std::array<char, crypto_pwhash_STRBYTES> hash;
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), argon2_passes, argon2_memory) != 0)
        throw std::bad_alloc{};
    return hash.data();
}

bool verify_password(std::string_view hash, std::string_view password)
{
    if (hash.size() >= crypto_pwhash_STRBYTES) return false;
    return crypto_pwhash_str_verify(std::string{hash}.c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view hash)
{
    if (hash.size() >= crypto_pwhash_STRBYTES) return true;
    return crypto_pwhash_str_needs_rehash(std::string{hash}.c_str(), argon2_passes, argon2_memory) != 0;
}

std::string fingerprint(std::string_view token)
{
    return hex(text_of(digest(token)));
}

std::string base64url(std::string_view bytes)
{
    auto const size = sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    std::string text(size, '\0');
    sodium_bin2base64(
        text.data(), size, bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();
    return text;
}

std::string hex(std::string_view bytes)
{
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
    text.pop_back();
    return text;
}

bool equal(std::string_view a, std::string_view b)
{
    // Digests have one length, so that not even the place of the first difference in length shows.
    auto const left = digest(a), right = digest(b);
    return sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string derive_key(std::string_view secret_key, std::string_view purpose)
{
    auto const root = digest(secret_key);
    return text_of(digest(purpose, &root));
}

std::string sign(std::string_view key, std::string_view message)
{
    auto const fitted = digest(key);
    std::array<unsigned char, crypto_auth_BYTES> mac;
    crypto_auth(mac.data(), bytes_of(message), message.size(), fitted.data());
    return base64url({reinterpret_cast<char const*>(mac.data()), mac.size()});
}

bool signed_by(std::string_view key, std::string_view message, std::string_view signature)
{
    return equal(sign(key, message), signature);
}

std::string mask_token(std::string_view secret, RandomSource& random)
{
    auto const noise = random.bytes(secret.size());
    std::string masked{secret};
    mask(masked, noise);
    return base64url(noise + masked);
}

bool token_matches(std::string_view secret, std::string_view masked)
{
    if (secret.empty()) return false;
    auto const bytes = from_base64url(masked);
    if (!bytes || bytes->size() != 2 * secret.size()) return false;
    auto found = bytes->substr(secret.size());
    mask(found, *bytes);
    return equal(found, secret);
}

} // namespace ocp::secrets
