#include "platform/backup/backup_name.h"

#include <gtest/gtest.h>

namespace ocp::backup {
namespace {

constexpr auto at = Instant::ms(1'795'559'400'000);

TEST(BackupName, is_the_moment_in_utc)
{
    EXPECT_EQ(name_for(at), "ocpizza-20261124T223000Z");
    EXPECT_EQ(made_at("ocpizza-20261124T223000Z"), at);
    EXPECT_EQ(stamp_of(at), "20261124223000");
}

TEST(BackupName, is_nothing_else)
{
    for (auto const* other : {"", "ocpizza-", "ocpizza-20261124T223000", "ocpizza-20261124T223000Z.old",
             "ocpizza-20260231T000000Z", "ocpizza-20261124T 23000Z", ".unfinished-ocpizza-20261124T223000Z",
             "../ocpizza-20261124T223000Z", "ocpizza-20261124T223000Z/..", "lost+found"})
        EXPECT_EQ(made_at(other), std::nullopt) << other;
}

} // namespace
} // namespace ocp::backup
