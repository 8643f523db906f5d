#include "ocpizza/dotenv.h"
#include "ocpizza/settings.h"
#include "ocpizza/settings_table.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace ocp {

namespace {

std::string env_example()
{
    std::ifstream const file{OCP_ENV_EXAMPLE};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The file with every setting switched on, as a reader would do it by taking the # away.
std::string all_lines_on(std::string text)
{
    for (auto const& row : setting_rows()) {
        auto const at = text.find("\n#" + std::string{row.name} + "=");
        if (at != text.npos) text.erase(at + 1, 1);
    }
    return text;
}

} // namespace

TEST(EnvExample, starts_development_as_it_is)
{
    EXPECT_TRUE(load_settings({.options = {}, .environment = {}, .dotenv = env_example()}));
}

TEST(EnvExample, holds_every_setting_with_its_default_and_nothing_else)
{
    auto const file = parse_dotenv(all_lines_on(env_example()));
    EXPECT_TRUE(file.faults.empty());
    EXPECT_EQ(file.entries.size(), setting_rows().size());
    for (auto const& entry : file.entries) {
        auto const* row = find_setting(entry.name);
        ASSERT_TRUE(row) << entry.name;
        auto const is_derived = row->fallback.starts_with('<');
        EXPECT_EQ(entry.value, is_derived ? "" : row->fallback) << entry.name;
    }
}

TEST(EnvExample, holds_no_key)
{
    EXPECT_FALSE(
        load_settings({.options = {}, .environment = {{"APP_ENV", "production"}}, .dotenv = env_example()}));
}

} // namespace ocp
