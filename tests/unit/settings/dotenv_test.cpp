#include "ocpizza/dotenv.h"

#include <gtest/gtest.h>

namespace ocp {

namespace {

std::string value_of(std::string const& line)
{
    auto const file = parse_dotenv(line);
    return file.entries.size() == 1 && file.faults.empty() ? file.entries[0].value : "<refused>";
}

std::string fault_of(std::string const& line)
{
    auto const file = parse_dotenv(line);
    return file.faults.size() == 1 && file.entries.empty() ? file.faults[0].what : "<accepted>";
}

} // namespace

TEST(Dotenv, reads_names_values_comments_and_blank_lines)
{
    auto const file = parse_dotenv("# the shop\n\nDEBUG=true\n  export WORKERS = 4 \nEMPTY=\n");
    ASSERT_TRUE(file.faults.empty());
    ASSERT_EQ(file.entries.size(), 3u);
    EXPECT_EQ(file.entries[0].name + "=" + file.entries[0].value, "DEBUG=true");
    EXPECT_EQ(file.entries[1].name + "=" + file.entries[1].value, "WORKERS=4");
    EXPECT_EQ(file.entries[2].name + "=" + file.entries[2].value, "EMPTY=");
    EXPECT_EQ(file.entries[1].line, 4u);
}

TEST(Dotenv, keeps_a_hash_that_belongs_to_the_value)
{
    EXPECT_EQ(value_of("PASS=a#b"), "a#b");
    EXPECT_EQ(value_of("PASS=a # b"), "a");
    EXPECT_EQ(value_of("PASS=# nothing"), "");
    EXPECT_EQ(value_of("PASS='a # b' # why"), "a # b");
}

TEST(Dotenv, takes_single_quotes_as_they_are_and_escapes_in_double_quotes)
{
    EXPECT_EQ(value_of(R"(A='x\n$HOME')"), R"(x\n$HOME)");
    EXPECT_EQ(value_of(R"(A="x\t\"\\\$y")"), "x\t\"\\$y");
    EXPECT_EQ(value_of(R"(A=$HOME\n)"), R"($HOME\n)") << "nothing is expanded";
    EXPECT_EQ(value_of("A=b=c"), "b=c");
}

TEST(Dotenv, understands_files_written_on_windows)
{
    auto const file = parse_dotenv("\xef\xbb\xbf"
                                   "A=1\r\nB=2\r\n");
    ASSERT_TRUE(file.faults.empty());
    ASSERT_EQ(file.entries.size(), 2u);
    EXPECT_EQ(file.entries[0].name, "A");
    EXPECT_EQ(file.entries[1].value, "2");
}

TEST(Dotenv, says_what_is_wrong_with_a_line)
{
    EXPECT_EQ(fault_of("WORKERS"), "has no = sign; expected NAME=value");
    EXPECT_EQ(fault_of("=4"), "has no proper name before the = sign; expected NAME=value");
    EXPECT_EQ(fault_of("4WORKERS=4"), "has no proper name before the = sign; expected NAME=value");
    EXPECT_EQ(fault_of("WORK ERS=4"), "has no proper name before the = sign; expected NAME=value");
    EXPECT_EQ(fault_of("A='x"), "opens a quote that the line does not close");
    EXPECT_EQ(fault_of("A=\"x\\"), "opens a quote that the line does not close");
    EXPECT_EQ(fault_of("A='x'y"), "goes on behind the closing quote");
    EXPECT_EQ(fault_of("A=\"\\q\"").substr(0, 20), "knows no such escape");
    EXPECT_EQ(fault_of("A=\x1b[31m"), "contains a control byte");
    EXPECT_EQ(fault_of(std::string{"A=\0", 3}), "contains a control byte");
}

TEST(Dotenv, goes_on_behind_a_broken_line_and_numbers_it)
{
    auto const file = parse_dotenv("A=1\noops\nB=2\nA=3");
    ASSERT_EQ(file.entries.size(), 2u);
    ASSERT_EQ(file.faults.size(), 2u);
    EXPECT_EQ(file.faults[0].line, 2u);
    EXPECT_EQ(file.faults[1].line, 4u);
    EXPECT_EQ(file.faults[1].what, "gives A a second time");
}

} // namespace ocp
