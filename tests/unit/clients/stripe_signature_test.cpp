#include "clients/stripe/signature.h"
#include "tests/support/stripe_signer.h"

#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sodium.h>

namespace ocp {
namespace {

using nlohmann::json;
using stripe::is_genuine;

constexpr std::string_view secret = "whsec_test";
constexpr auto now = Instant::ms(1'700'000'000'000);

std::string from_base64(std::string const& text)
{
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    EXPECT_EQ(sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                  text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL),
        0);
    bytes.resize(size);
    return bytes;
}

bool is_taken(std::string_view header, std::string_view body = "{}", Instant at = now)
{
    return is_genuine({.signature = header, .body = body}, secret, at);
}

TEST(StripeSignature, gives_the_verdicts_of_stripes_own_library)
{
    auto const file = json::parse(std::ifstream{OCP_STRIPE_VECTORS});
    auto const& vectors = file.at("vectors");
    ASSERT_EQ(vectors.size(), 18U);
    for (auto const& one : vectors) {
        auto const header = one.at("header").get<std::string>();
        auto const body = from_base64(one.at("body_base64").get<std::string>());
        auto const at = Instant::ms(one.at("now").get<std::int64_t>() * 1'000);
        EXPECT_EQ(is_genuine({header, body}, file.at("secret").get<std::string>(), at),
            one.at("accept").get<bool>())
            << one.at("why");
    }
}

TEST(StripeSignature, is_good_for_whole_seconds)
{
    auto const header = test::stripe_signature({"{}"}, secret, now);
    EXPECT_TRUE(is_taken(header));
    EXPECT_TRUE(is_taken(header, "{}", now + std::chrono::milliseconds{300'999}));
    EXPECT_FALSE(is_taken(header, "{}", now + std::chrono::milliseconds{301'000}));
}

TEST(StripeSignature, of_an_empty_secret_is_nobodys)
{
    auto const header = test::stripe_signature({"{}"}, "", now);
    EXPECT_FALSE(is_genuine({header, "{}"}, "", now));
}

TEST(StripeSignature, takes_a_secret_and_bytes_of_any_length)
{
    std::string const body{"\0\xff{}", 4};
    for (std::size_t const length : {1U, 32U, 64U, 65U, 200U}) {
        std::string const long_secret(length, 'k');
        auto const header = test::stripe_signature({body}, long_secret, now);
        EXPECT_TRUE(is_genuine({header, body}, long_secret, now)) << length;
        EXPECT_FALSE(is_genuine({header, body}, long_secret + "k", now)) << length;
    }
}

TEST(StripeSignature, has_a_time_that_is_a_number)
{
    // Each is signed rightly: only its time is none.
    for (auto const* const time : {"", " 1700000000", "1700000000 ", "1.7e9", "0x6553F100", "-1",
             "-9223372036854775808", "99999999999999999999", "abc"}) {
        std::string const message = std::string{time} + ".{}";
        crypto_auth_hmacsha256_state state;
        crypto_auth_hmacsha256_init(
            &state, reinterpret_cast<unsigned char const*>(secret.data()), secret.size());
        crypto_auth_hmacsha256_update(
            &state, reinterpret_cast<unsigned char const*>(message.data()), message.size());
        std::array<unsigned char, crypto_auth_hmacsha256_BYTES> made;
        crypto_auth_hmacsha256_final(&state, made.data());
        std::array<char, 2 * crypto_auth_hmacsha256_BYTES + 1> hex;
        sodium_bin2hex(hex.data(), hex.size(), made.data(), made.size());
        EXPECT_FALSE(is_taken(std::string{"t="} + time + ",v1=" + hex.data())) << time;
    }
}

TEST(StripeSignature, that_is_nonsense_is_refused)
{
    for (auto const* const header : {",", "=", "t", "t=", "v1", "v1=", "t=1700000000", "t=1700000000,v1",
             "t=1700000000,v1=", "t=1700000000,v1=,v1=", ",,,=,=,t=1700000000,=v1"})
        EXPECT_FALSE(is_taken(header)) << header;
}

} // namespace
} // namespace ocp
