#include "base/money_text.h"

#include <gtest/gtest.h>
#include <limits>

using ocp::euros;
using ocp::Language;
using ocp::Money;

TEST(Euros, are_written_as_French_writes_them)
{
    EXPECT_EQ(euros(Money::cents(0), Language::French), "0,00\u00a0€");
    EXPECT_EQ(euros(Money::cents(5), Language::French), "0,05\u00a0€");
    EXPECT_EQ(euros(Money::cents(1150), Language::French), "11,50\u00a0€");
    EXPECT_EQ(euros(Money::cents(99999), Language::French), "999,99\u00a0€");
}

TEST(Euros, part_thousands_with_a_space_that_does_not_break)
{
    EXPECT_EQ(euros(Money::cents(123450), Language::French), "1\u00a0234,50\u00a0€");
    EXPECT_EQ(euros(Money::cents(123456789), Language::French), "1\u00a0234\u00a0567,89\u00a0€");
}

TEST(Euros, keep_the_sign_of_a_refund)
{
    EXPECT_EQ(euros(Money::cents(-205), Language::French), "\u22122,05\u00a0€");
    EXPECT_EQ(euros(Money::cents(-5), Language::French), "\u22120,05\u00a0€");
}

TEST(Euros, know_the_smallest_amount_there_is)
{
    EXPECT_EQ(euros(Money::cents(std::numeric_limits<std::int64_t>::min()), Language::French),
        "\u221292\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,08\u00a0€");
}

TEST(Euros, are_written_as_English_writes_them)
{
    EXPECT_EQ(euros(Money::cents(0), Language::English), "€0.00");
    EXPECT_EQ(euros(Money::cents(1250), Language::English), "€12.50");
    EXPECT_EQ(euros(Money::cents(123456789), Language::English), "€1,234,567.89");
    EXPECT_EQ(euros(Money::cents(-205), Language::English), "\u2212€2.05");
}
