#include "platform/http/typed_text.h"

#include <gtest/gtest.h>

using ocp::http::typed_text;

TEST(TypedText, is_what_was_typed)
{
    for (auto const* const text : {"", "Lola", "12 bis, rue de l’Œuvre", "<script>{{CSRF}} & \"fils\"",
             "مريم", "שרה", "👩‍🍳 नमस्ते", "a  b", "é"})
        EXPECT_EQ(typed_text(text), text);
}

TEST(TypedText, has_no_blanks_around_it_and_no_ends_of_lines_in_it)
{
    EXPECT_EQ(typed_text("  Lola \t\r\n"), "Lola");
    EXPECT_EQ(typed_text(" \v\f "), "");
    EXPECT_EQ(typed_text("Lyon\nBcc: x@y.fr"), "Lyon Bcc: x@y.fr");
}

TEST(TypedText, speaks_to_no_terminal_and_no_printer)
{
    EXPECT_EQ(typed_text("a\x1b[2Jb\x7f\x01\x08"), "a[2Jb");
    EXPECT_EQ(typed_text("a\u009b2Jb\u0085"), "a2Jb");
    EXPECT_EQ(typed_text("\u00a0"), "\u00a0") << "the first letter behind them";
}

TEST(TypedText, turns_no_direction_but_its_letters)
{
    EXPECT_EQ(typed_text("code \u202e4321\u202c"), "code 4321");
    EXPECT_EQ(
        typed_text("\u2066a\u2067b\u2068c\u2069\u200e\u200f\u061c\u2028\u2029\u202a\u202b\u202d"), "abc");
    EXPECT_EQ(typed_text("\u202e  x  \u202c"), "x") << "nor blanks within them";
}

TEST(TypedText, ends_where_its_bytes_end)
{
    EXPECT_EQ(typed_text("a\xc2"), "a\xc2");
    EXPECT_EQ(typed_text("a\xe2\x80"), "a\xe2\x80");
}
