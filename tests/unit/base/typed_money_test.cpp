#include "base/typed_money.h"

#include <gtest/gtest.h>

namespace ocp {
namespace {

TEST(TypedMoney, is_read_as_people_write_it)
{
    EXPECT_EQ(typed_money("12"), Money::cents(1'200));
    EXPECT_EQ(typed_money("12,5"), Money::cents(1'250));
    EXPECT_EQ(typed_money("12.05"), Money::cents(1'205));
    EXPECT_EQ(typed_money(" 1\u202f234,50\u00a0€ "), Money::cents(123'450));
    EXPECT_EQ(typed_money("0,01"), Money::cents(1));
}

TEST(TypedMoney, is_nothing_else)
{
    for (auto const* const text : {"", " ", "€", "-1", "+1", "12,", ",5", "12,345", "1,2,3", "12e3", "0x10",
             "douze", "12,5a", "9999999", "99999999999999999999", "1€2", "١٢"})
        EXPECT_FALSE(typed_money(text)) << text;
}

} // namespace
} // namespace ocp
