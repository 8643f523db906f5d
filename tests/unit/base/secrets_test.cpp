#include "platform/secrets/secrets.h"

#include <gmock/gmock.h>
#include <set>

namespace ocp::secrets {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

struct Secrets : testing::Test {
    static void SetUpTestSuite() { start(); }
    SystemRandom random;
};
struct Passwords : Secrets { };
struct Tokens : Secrets { };
struct Signatures : Secrets { };

TEST_F(Passwords, are_hashed_with_argon2id_64_mib_and_2_passes)
{
    EXPECT_THAT(hash_password("Margherita-1"), HasSubstr("$argon2id$v=19$m=65536,t=2,p=1$"));
}

TEST_F(Passwords, are_verified_to_the_last_byte)
{
    auto const hash = hash_password("Margherita-1");
    EXPECT_TRUE(verify_password(hash, "Margherita-1"));
    EXPECT_FALSE(verify_password(hash, "Margherita-2"));
    EXPECT_FALSE(verify_password(hash, "Margherita-1 "));
    EXPECT_FALSE(verify_password(hash, ""));
}

TEST_F(Passwords, are_salted)
{
    EXPECT_NE(hash_password("same"), hash_password("same"));
}

TEST_F(Passwords, never_match_a_broken_hash)
{
    EXPECT_FALSE(verify_password("", ""));
    EXPECT_FALSE(verify_password("plain", "plain"));
    EXPECT_FALSE(verify_password(std::string(10'000, '$'), "x"));
}

TEST_F(Passwords, are_hashed_again_when_parameters_rose)
{
    EXPECT_FALSE(needs_rehash(hash_password("x")));
    EXPECT_TRUE(needs_rehash("$argon2id$v=19$m=8192,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
                             "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"));
    EXPECT_TRUE(needs_rehash("nonsense"));
}

TEST_F(Secrets, are_never_drawn_twice)
{
    std::set<std::string> drawn;
    for (int i = 0; i < 1000; ++i)
        drawn.insert(random.bytes(16));
    EXPECT_EQ(drawn.size(), 1000u);
    EXPECT_EQ(random.bytes(0), "");
}

TEST_F(Secrets, are_written_in_hexadecimal_and_base64url)
{
    EXPECT_EQ(hex(std::string{"\x00\xff\x10", 3}), "00ff10");
    EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(base64url("a"), "YQ") << "without padding";
    EXPECT_EQ(base64url(""), "");
}

TEST_F(Secrets, are_compared_by_content_and_length)
{
    EXPECT_TRUE(equal("abc", "abc"));
    EXPECT_TRUE(equal("", ""));
    EXPECT_FALSE(equal("abc", "abd"));
    EXPECT_FALSE(equal("abc", "ab"));
    EXPECT_FALSE(equal("abc", std::string_view{"abc\0", 4}));
}

TEST_F(Secrets, have_the_known_fingerprint)
{
    // BLAKE2b-256 of the empty text.
    EXPECT_EQ(fingerprint(""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    EXPECT_NE(fingerprint("a"), fingerprint("b"));
}

TEST_F(Secrets, have_one_key_per_purpose)
{
    auto const master = std::string(50, 'k');
    EXPECT_EQ(derive_key(master, "reset").size(), 32u);
    EXPECT_EQ(derive_key(master, "reset"), derive_key(master, "reset"));
    EXPECT_NE(derive_key(master, "reset"), derive_key(master, "device"));
    EXPECT_NE(derive_key(master, "reset"), derive_key(master + "k", "reset"));
}

TEST_F(Signatures, hold_for_their_message_and_key_only)
{
    auto const signature = sign("key", "message");
    EXPECT_THAT(signature, MatchesRegex("[A-Za-z0-9_-]{43}"));
    EXPECT_TRUE(signed_by("key", "message", signature));
    EXPECT_FALSE(signed_by("key", "massage", signature));
    EXPECT_FALSE(signed_by("kez", "message", signature));
    EXPECT_FALSE(signed_by("key", "message", signature.substr(1)));
    EXPECT_FALSE(signed_by("key", "message", ""));
}

TEST_F(Tokens, differ_in_each_form_and_match_their_secret)
{
    auto const secret = random.bytes(32);
    auto const first = mask_token(secret, random), second = mask_token(secret, random);
    EXPECT_NE(first, second);
    EXPECT_TRUE(token_matches(secret, first));
    EXPECT_TRUE(token_matches(secret, second));
    EXPECT_FALSE(token_matches(random.bytes(32), first));
}

TEST_F(Tokens, never_match_when_cut_changed_or_empty)
{
    auto const secret = random.bytes(32);
    auto const token = mask_token(secret, random);
    EXPECT_FALSE(token_matches(secret, ""));
    EXPECT_FALSE(token_matches(secret, token.substr(0, token.size() - 1)));
    EXPECT_FALSE(token_matches(secret, token + "A"));
    EXPECT_FALSE(token_matches(secret, "*" + token.substr(1)));
    for (std::size_t i = 0; i < token.size() - 1; ++i) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(token_matches(secret, changed)) << i;
    }
    EXPECT_FALSE(token_matches("", ""));
}

TEST_F(Tokens, do_not_show_their_secret)
{
    std::string const secret(32, 'S');
    EXPECT_THAT(mask_token(secret, random), testing::Not(HasSubstr(base64url(secret).substr(0, 20))));
}

} // namespace
} // namespace ocp::secrets
