#include "platform/backup/dump_file.h"
#include "platform/backup/key.h"
#include "tests/support/temp_folder.h"

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace ocp::backup {
namespace {

namespace fs = std::filesystem;

class DumpFile : public testing::Test {
protected:
    Written write(std::string const& content, Key const& with)
    {
        fs::remove(dump());
        DumpWriter writer{dump(), with};
        // In uneven pieces, as a pipe gives them.
        for (std::size_t at = 0; at < content.size(); at += 60'001)
            writer.write(std::string_view{content}.substr(at, 60'001));
        return writer.finish();
    }
    std::string read(bool encrypted, Key const& with)
    {
        DumpReader reader{dump(), encrypted, with};
        std::string content;
        for (auto bytes = reader.next(); !bytes.empty(); bytes = reader.next())
            content += bytes;
        return content;
    }
    void flip(std::uint64_t place)
    {
        std::fstream file{dump(), std::ios::in | std::ios::out | std::ios::binary};
        file.seekg(static_cast<std::streamoff>(place));
        auto const byte = static_cast<char>(file.get() ^ 1);
        file.seekp(static_cast<std::streamoff>(place));
        file.put(byte);
    }
    fs::path dump() const { return folder / "dump"; }

    test::TempFolder folder;
    Key const key = std::string(32, 'k');
};

std::string content_of(std::size_t size)
{
    std::string content;
    for (std::size_t i = 0; content.size() < size; ++i)
        content += std::to_string(i * 7919);
    content.resize(size);
    return content;
}

TEST_F(DumpFile, gives_back_what_was_written_in_the_clear_and_encrypted)
{
    for (std::size_t const size : {0, 1, 65'535, 65'536, 65'537, 131'072, 400'000}) {
        auto const content = content_of(size);
        for (auto const& with : {Key{}, key}) {
            auto const written = write(content, with);
            EXPECT_EQ(read(with.has_value(), with), content) << size;
            EXPECT_EQ(written.size, fs::file_size(dump()));
            EXPECT_EQ(written.sha256, sha256_of(dump()));
        }
    }
}

TEST_F(DumpFile, holds_nothing_readable_when_it_is_encrypted)
{
    write("lola@ocpizza.fr", key);
    EXPECT_EQ(text_of(dump()).find("lola"), std::string::npos);
}

TEST_F(DumpFile, is_refused_when_one_bit_of_it_was_flipped)
{
    auto const size = write(content_of(200'000), key).size;
    for (std::uint64_t const place :
        {std::uint64_t{0}, std::uint64_t{9}, std::uint64_t{40}, size / 2, size - 1}) {
        flip(place);
        EXPECT_THROW(read(true, key), std::runtime_error) << place;
        flip(place);
    }
    EXPECT_EQ(read(true, key).size(), 200'000U);
}

TEST_F(DumpFile, is_refused_when_it_was_cut_even_between_two_pieces_or_went_on)
{
    auto const size = write(content_of(200'000), key).size;
    for (std::uint64_t const length :
        {size - 1, std::uint64_t{32 + 65'553}, std::uint64_t{32}, std::uint64_t{5}}) {
        fs::resize_file(dump(), length);
        EXPECT_THROW(read(true, key), std::runtime_error) << length;
        write(content_of(200'000), key);
    }
    std::ofstream{dump(), std::ios::app} << "x";
    EXPECT_THROW(read(true, key), std::runtime_error);
}

TEST_F(DumpFile, is_refused_with_another_key_or_none)
{
    write(content_of(10), key);
    EXPECT_THROW(read(true, std::string(32, 'x')), std::runtime_error);
    EXPECT_THROW(read(true, {}), std::runtime_error);
}

TEST_F(DumpFile, is_readable_by_nobody_else)
{
    write("x", {});
    struct stat facts { };
    ASSERT_EQ(stat(dump().c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600U);
}

TEST_F(DumpFile, takes_its_key_in_hexadecimal_and_base64_from_a_private_file)
{
    auto const file = folder / "key";
    auto const key_of = [&](std::string const& text, mode_t mode) {
        std::ofstream{file} << text;
        chmod(file.c_str(), mode);
        return key_in(file);
    };
    std::string const zeros(32, '\0');
    EXPECT_EQ(key_of(std::string(64, '0') + "\n", 0600), zeros);
    EXPECT_EQ(key_of(std::string(43, 'A') + "=\n", 0600), zeros);
    EXPECT_EQ(key_of(std::string(43, 'A'), 0400), zeros);
    EXPECT_THROW(key_of(std::string(64, '0'), 0640), std::runtime_error);
    chmod(file.c_str(), 0600);
    for (auto const& wrong :
        {std::string(62, '0'), std::string(66, '0'), std::string{}, std::string(64, 'g')})
        EXPECT_THROW(key_of(wrong, 0600), std::runtime_error) << wrong;
    EXPECT_THROW(key_in(folder / "none"), std::runtime_error);
}

} // namespace
} // namespace ocp::backup
