#include "platform/backup/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocp::backup {
namespace {

Manifest a_manifest()
{
    Manifest manifest;
    manifest.engine = db::Engine::Postgres;
    manifest.made_at = Instant::ms(1'795'559'400'000);
    manifest.program = "0.1.0";
    manifest.schema = 5;
    manifest.size = 12'345;
    manifest.sha256 = "00ff";
    manifest.encrypted = true;
    manifest.rows = {{"orders", 112'000}};
    return manifest;
}

TEST(Manifest, says_again_what_was_written)
{
    auto const read = manifest_from(to_text(a_manifest()));
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(to_text(*read), to_text(a_manifest()));
    EXPECT_EQ(read->engine, db::Engine::Postgres);
    EXPECT_EQ(read->rows.at("orders"), 112'000);
}

TEST(Manifest, is_refused_when_it_is_cut_or_of_somebody_else)
{
    auto const text = to_text(a_manifest());
    for (std::size_t length = 0; length + 2 < text.size(); ++length)
        EXPECT_FALSE(manifest_from(text.substr(0, length))) << length;
    EXPECT_FALSE(manifest_from(R"({"kind": "another program's", "format": 1})"));
    EXPECT_FALSE(manifest_from("[]"));
    EXPECT_FALSE(manifest_from(std::string(text).replace(text.find("postgresql"), 10, "mysql")));
    EXPECT_FALSE(manifest_from(std::string(text).replace(text.find("\"format\": 1"), 11, "\"format\": 2")));
}

} // namespace
} // namespace ocp::backup
