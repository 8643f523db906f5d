#include "ocpizza/cli/commands.h"
#include "tests/support/database.h"
#include "tests/support/fake_vendor.h"

#include <gmock/gmock.h>

namespace ocp::cli {
namespace {

using testing::HasSubstr;

/// The command as cron calls it.
struct UpdateCommand : test::OnBothEngines {
    test::FakeVendor sentry;
    Settings settings;

    UpdateCommand()
    {
        settings.database_url = options().url;
        settings.db_sslmode = "true";
        settings.sentry_dsn = "http://k@127.0.0.1:" + std::to_string(sentry.port()) + "/1";
    }
    int update()
    {
        testing::internal::CaptureStderr();
        auto const code = cli::update(settings, {.if_due = true, .quiet = true});
        said = testing::internal::GetCapturedStderr();
        return code;
    }
    std::string said;
};
OCP_ON_BOTH_ENGINES(UpdateCommand);

TEST_P(UpdateCommand, tells_sentry_and_cron_of_a_failure)
{
    database().in_transaction([](db::Transaction& tx) {
        tx.script("ALTER TABLE sign_in_attempts RENAME TO elsewhere");
        return true;
    });
    EXPECT_EQ(update(), refused);
    EXPECT_THAT(said, HasSubstr("the weekly work failed: tries:"));
    auto const told = sentry.requests(1);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_THAT(told[0].body, HasSubstr("the weekly work failed"));
    EXPECT_THAT(told[0].body, HasSubstr("sign_in_attempts"));
}

TEST_P(UpdateCommand, tells_nobody_when_all_is_well)
{
    EXPECT_EQ(update(), done);
    EXPECT_EQ(said, "");
    EXPECT_EQ(sentry.connections(), 0U);
}

} // namespace
} // namespace ocp::cli
