#include "ocpizza/deploy/report.h"
#include "tests/unit/deploy/clean_facts.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace ocp {

using testing::HasSubstr;
using testing::Not;

TEST(DeployReport, is_an_array_of_findings_as_json)
{
    auto facts = test::clean_facts();
    EXPECT_EQ(deploy::json(deploy::findings(facts)), "[]\n");
    facts.process.open_files = 1024;
    auto const array = nlohmann::json::parse(deploy::json(deploy::findings(facts)));
    ASSERT_EQ(array.size(), 1U);
    EXPECT_EQ(array[0]["id"], "nofile");
    EXPECT_EQ(array[0]["severity"], "warning");
    EXPECT_EQ(array[0]["found"], "the program may have only 1024 files open");
    EXPECT_EQ(array[0].size(), 5U);
}

TEST(DeployReport, stars_secrets)
{
    auto facts = test::clean_facts();
    facts.settings->secret_key = "hunter2";
    facts.database->postgres->password = "hunter3";
    auto const found = deploy::findings(facts);
    for (auto const& report : {deploy::words(found), deploy::json(found)}) {
        EXPECT_THAT(report, HasSubstr("SECRET_KEY (***)"));
        EXPECT_THAT(report, Not(HasSubstr("hunter")));
    }
}

TEST(DeployReport, answers_the_shell_with_nothing_something_or_could_not_look)
{
    auto facts = test::clean_facts();
    EXPECT_EQ(deploy::exit_code(deploy::findings(facts), facts), 0);
    facts.process.open_files = 1024;
    EXPECT_EQ(deploy::exit_code(deploy::findings(facts), facts), 1) << "a warning is a finding";
    facts.not_looked_at = {"the database"};
    EXPECT_EQ(deploy::exit_code(deploy::findings(facts), facts), 2);
}

} // namespace ocp
