#include "platform/html/assets.h"

#include <array>
#include <gtest/gtest.h>
#include <zlib.h>

using ocp::html::Assets;
using ocp::html::EmbeddedAsset;

namespace {

std::array const files{
    EmbeddedAsset{"shop-5QKXGWZR.css", "a { color: red }", "packed"},
    EmbeddedAsset{"hero-pizza-1a2b3c4d.svg", "<svg/>", ""},
    EmbeddedAsset{"plain.txt", std::string_view{"a\0b", 3}, ""},
    EmbeddedAsset{"app-1A2B3C4D.webmanifest", "{}", ""},
};

std::string unpacked(std::string const& packed)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string text(100000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

} // namespace

TEST(Assets, finds_the_hashed_path_of_a_logical_name)
{
    Assets const assets{files};
    EXPECT_EQ(assets.path("shop.css"), "/static/shop-5QKXGWZR.css");
    EXPECT_EQ(assets.path("hero-pizza.svg"), "/static/hero-pizza-1a2b3c4d.svg");
    EXPECT_EQ(assets.path("plain.txt"), "/static/plain.txt");
}

TEST(Assets, serves_only_the_exact_path)
{
    Assets const assets{files};
    EXPECT_NE(assets.find("/static/shop-5QKXGWZR.css"), nullptr);
    EXPECT_EQ(assets.find("/static/shop.css"), nullptr);
    EXPECT_EQ(assets.find("/static/../shop-5QKXGWZR.css"), nullptr);
    EXPECT_EQ(assets.find("shop-5QKXGWZR.css"), nullptr);
    EXPECT_EQ(assets.find(""), nullptr);
}

TEST(Assets, keeps_every_byte)
{
    Assets const assets{files};
    EXPECT_EQ(*assets.find("/static/plain.txt")->bytes, (std::string{"a\0b", 3}));
}

TEST(Assets, has_packed_bytes_of_what_was_packed_and_of_nothing_else)
{
    Assets const assets{files};
    EXPECT_EQ(*assets.find("/static/shop-5QKXGWZR.css")->gzip, "packed");
    EXPECT_EQ(assets.find("/static/plain.txt")->gzip, nullptr);
}

TEST(Assets, of_the_program_were_packed_when_that_made_them_smaller)
{
    Assets const ours;
    EXPECT_NE(ours.find(ours.path("shop.css"))->gzip, nullptr);
    EXPECT_EQ(ours.find(ours.path("figtree.woff2"))->gzip, nullptr) << "a font is packed already";
    for (auto const& [path, file] : ours.files()) {
        if (!file.gzip) continue;
        EXPECT_LT(file.gzip->size(), file.bytes->size()) << path;
        EXPECT_EQ(unpacked(*file.gzip), *file.bytes) << path;
    }
}

TEST(Assets, tells_the_type_by_the_name)
{
    Assets const assets{files};
    EXPECT_EQ(assets.find("/static/shop-5QKXGWZR.css")->content_type, "text/css; charset=utf-8");
    EXPECT_EQ(assets.find("/static/app-1A2B3C4D.webmanifest")->content_type, "application/manifest+json");
    EXPECT_EQ(assets.find("/static/plain.txt")->content_type, "application/octet-stream");
}

TEST(Assets, gives_each_content_its_own_quoted_etag)
{
    Assets const assets{files};
    auto const& one = assets.find("/static/plain.txt")->etag;
    auto const& other = assets.find("/static/app-1A2B3C4D.webmanifest")->etag;
    EXPECT_NE(one, other);
    EXPECT_EQ(one.size(), 34U);
    EXPECT_EQ(one.front(), '"');
    EXPECT_EQ(one.back(), '"');
}

TEST(AssetsDeath, stops_the_program_for_a_file_that_is_not_there)
{
    Assets const assets{files};
    EXPECT_DEATH(assets.path("shop-5QKXGWZR.css"), "");
}

TEST(AssetsDeath, stops_the_program_for_two_builds_in_one_folder)
{
    std::array const twice{
        EmbeddedAsset{"shop-5QKXGWZR.css", "a", ""}, EmbeddedAsset{"shop-AAAAAAAA.css", "b", ""}};
    EXPECT_DEATH(Assets{twice}, "");
}
