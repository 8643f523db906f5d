#include "ocpizza/deploy/nginx_text.h"

#include <gmock/gmock.h>

namespace ocp::deploy {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(NginxText, is_taken_apart_into_directives_and_blocks)
{
    auto const all = nginx_directives("user www;\nhttp {\n  server { listen 443 ssl; } server{}\n}\n");
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_THAT(all[0].words, ElementsAre("user", "www"));
    EXPECT_EQ(all[1].name(), "http");
    EXPECT_EQ(all[1].first(), "");
    ASSERT_THAT(all[1].inside, SizeIs(2));
    EXPECT_THAT(all[1].inside[0].inside.at(0).words, ElementsAre("listen", "443", "ssl"));
    EXPECT_THAT(all[1].inside[1].inside, IsEmpty());
}

TEST(NginxText, has_quotes_and_no_comments)
{
    auto const all = nginx_directives("# a { b\nset \"X Y\" 'it\\'s; {' \"\"; # c;\nmap ${a}x;");
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_THAT(all[0].words, ElementsAre("set", "X Y", "it's; {", ""));
    EXPECT_THAT(all[1].words, ElementsAre("map", "${a}x"));
}

TEST(NginxText, may_break_off_anywhere)
{
    std::string const text = "http { a \"b\\\" c\" 'd'; e ${f} { g; } # h\n } }";
    for (std::size_t size = 0; size <= text.size(); ++size)
        EXPECT_LE(nginx_directives(text.substr(0, size)).size(), 1U) << size;
    EXPECT_THAT(nginx_directives(std::string(10'000, '{')), SizeIs(1)) << "as deep as nobody writes";
}

} // namespace ocp::deploy
