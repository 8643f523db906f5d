#include "clients/sentry/dsn.h"

#include <gtest/gtest.h>

namespace ocp::sentry {

TEST(SentryDsn, leads_to_the_envelopes_of_its_project)
{
    auto const dsn = dsn_from("https://abc123@o1.ingest.sentry.example/42");
    ASSERT_TRUE(dsn);
    EXPECT_EQ(dsn->base_url, "https://o1.ingest.sentry.example");
    EXPECT_EQ(dsn->path, "/api/42/envelope/");
    EXPECT_EQ(dsn->key, "abc123");
    EXPECT_EQ(dsn->text, "https://abc123@o1.ingest.sentry.example/42");
}

TEST(SentryDsn, keeps_port_and_prefix)
{
    auto const dsn = dsn_from("http://k@127.0.0.1:8969/behind/a/proxy/1");
    ASSERT_TRUE(dsn);
    EXPECT_EQ(dsn->base_url, "http://127.0.0.1:8969");
    EXPECT_EQ(dsn->path, "/behind/a/proxy/api/1/envelope/");
}

TEST(SentryDsn, never_repeats_an_old_secret_key)
{
    auto const dsn = dsn_from("https://public:private@sentry.example/7");
    ASSERT_TRUE(dsn);
    EXPECT_EQ(dsn->key, "public");
    EXPECT_EQ(dsn->text, "https://public@sentry.example/7");
}

TEST(SentryDsn, is_refused_when_a_part_lacks_or_is_wrong)
{
    for (auto const* const text :
        {"", "https://", "https://k@", "https://k@h", "https://k@h/", "https://k@h/x", "https://k@/1",
            "https://@h/1", "https://h/1", "ftp://k@h/1", "k@h/1", "https://k@h/1?x=2", "https://k@h/1#a",
            "https://k@h/1 ", "https://k@h@i/1", "https://k@h/1/", "https://k/1@h"})
        EXPECT_FALSE(dsn_from(text)) << text;
}

} // namespace ocp::sentry
