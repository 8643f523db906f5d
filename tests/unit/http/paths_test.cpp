#include "platform/http/forms.h"

#include <gtest/gtest.h>

using namespace ocp::http;

TEST(Path, is_decoded)
{
    EXPECT_EQ(decode_path("/"), "/");
    EXPECT_EQ(decode_path("/carte/p%C3%A2te%20fine+"), "/carte/pâte fine+");
}

TEST(Path, refuses_to_climb_or_to_hide)
{
    for (auto const* bad : {"", "a", "/..", "/../x", "/a/../b", "/a/..", "/%2e%2e/x", "/.%2e", "/./a", "/a/.",
             "/a%2Fb", "/a%2fb", "/a%5Cb", "/a\\b", "/a%00", "/a%0Ab", "/%ff", "/%", "/%4", "/%zz",
             "/%c0%ae%c0%ae/", "/%7f"})
        EXPECT_FALSE(decode_path(bad)) << bad;
    EXPECT_TRUE(decode_path("/..a/a../.../.well-known")) << "dots are fine in a name";
}

// reliability.md §4, "Redirects": where a visitor may be sent after signing in.
struct Vector {
    char const* next;
    bool is_ours;
};

class SafeRedirect : public testing::TestWithParam<Vector> { };

TEST_P(SafeRedirect, sends_nobody_elsewhere)
{
    auto const& [next, is_ours] = GetParam();
    EXPECT_EQ(safe_redirect(next), is_ours ? next : "/") << next;
}

INSTANTIATE_TEST_SUITE_P(thirty_vectors, SafeRedirect,
    testing::Values(Vector{"/", true}, Vector{"/panier", true}, Vector{"/commandes/42?etape=paiement", true},
        Vector{"/a#b", true}, Vector{"/recherche?q=http://evil.example/", true}, Vector{"/a%20b", true},
        Vector{"", false}, Vector{"panier", false}, Vector{"//evil.example", false},
        Vector{"///evil.example", false}, Vector{"/\\evil.example", false}, Vector{"\\\\evil.example", false},
        Vector{"\\/evil.example", false}, Vector{"/\\/evil.example", false},
        Vector{"https://evil.example", false}, Vector{"http:evil.example", false},
        Vector{"javascript:alert(1)", false}, Vector{"JaVaScRiPt:alert(1)", false},
        Vector{"data:text/html,x", false}, Vector{" /panier", false}, Vector{"\t//evil.example", false},
        Vector{"/\t/evil.example", false}, Vector{"/\n/evil.example", false},
        Vector{"/a\r\nSet-Cookie: s=1", false}, Vector{"/a b", false}, Vector{"/../..//evil.example", false},
        Vector{"/%2e%2e/a", false}, Vector{"/a%0d%0aX: y", false}, Vector{"/%5cevil.example", false},
        Vector{"/.//evil.example", false}, Vector{"/a//b", false}, Vector{"/\xc3\xa9", false},
        Vector{"//", false}, Vector{"@evil.example", false}, Vector{"/%2f/evil.example", false}));

TEST(SafeRedirectLength, is_bounded)
{
    EXPECT_EQ(safe_redirect("/" + std::string(2000, 'a')), "/");
}
