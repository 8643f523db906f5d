#include "platform/http/response.h"

#include <gtest/gtest.h>
#include <zlib.h>

using namespace ocp::http;

namespace {

std::string unpacked(std::string packed)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) return "no zlib";
    std::string plain(1 << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    auto const outcome = inflate(&stream, Z_FINISH);
    plain.resize(stream.total_out);
    inflateEnd(&stream);
    return outcome == Z_STREAM_END ? plain : "broken";
}

} // namespace

TEST(Gzip, comes_back_whole_and_is_smaller)
{
    std::string page;
    for (int i = 0; i < 1000; ++i)
        page += "<li>Margherita " + std::to_string(i) + "</li>";
    auto const packed = gzip(page);
    EXPECT_EQ(unpacked(packed), page);
    EXPECT_LT(packed.size(), page.size() / 4);
    EXPECT_EQ(unpacked(gzip("")), "");
}

TEST(AcceptEncoding, is_read_with_its_quality)
{
    EXPECT_TRUE(accepts_gzip("gzip"));
    EXPECT_TRUE(accepts_gzip("deflate, GZIP;q=0.5, br"));
    EXPECT_TRUE(accepts_gzip("gzip;q=0.001"));
    EXPECT_FALSE(accepts_gzip(""));
    EXPECT_FALSE(accepts_gzip("br"));
    EXPECT_FALSE(accepts_gzip("gzip;q=0"));
    EXPECT_FALSE(accepts_gzip("gzip; q=0.000"));
    EXPECT_FALSE(accepts_gzip("xgzip"));
}
