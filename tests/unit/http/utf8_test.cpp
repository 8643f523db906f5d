#include "platform/http/forms.h"

#include <gtest/gtest.h>

using ocp::http::valid_utf8;

TEST(Utf8, takes_every_character_there_is)
{
    for (auto const* good :
        {"", "a", "é", "€", "🍕", "\xed\x9f\xbf", "\xee\x80\x80", "\xf4\x8f\xbf\xbf", "\xc2\x80"})
        EXPECT_TRUE(valid_utf8(good)) << good;
    EXPECT_TRUE(valid_utf8(std::string_view{"\0", 1}));
}

TEST(Utf8, refuses_second_spellings_surrogates_and_pieces)
{
    for (auto const* bad :
        {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80",
            "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
            "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x8d", "\xc3(", "\xe2\x82(", "a\xf0\x9f\x8d("})
        EXPECT_FALSE(valid_utf8(bad)) << bad;
}
