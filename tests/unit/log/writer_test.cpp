#include "platform/log/log.h"
#include "platform/log/writer.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace ocp::log {

namespace {

using namespace std::chrono_literals;

struct Pipe {
    Pipe()
    {
        if (pipe(ends) != 0) throw std::runtime_error{"no pipe"};
    }
    ~Pipe()
    {
        close(ends[0]);
        close_writing_end();
    }
    void close_writing_end()
    {
        if (ends[1] >= 0) close(ends[1]);
        ends[1] = -1;
    }
    std::string everything()
    {
        close_writing_end();
        std::string all;
        char room[65536];
        for (ssize_t size = 0; (size = read(ends[0], room, sizeof room)) > 0;)
            all.append(room, static_cast<std::size_t>(size));
        return all;
    }
    int ends[2];
};

std::string dropped(std::size_t lines)
{
    return "dropped " + std::to_string(lines) + "\n";
}

} // namespace

TEST(LogWriter, writes_lines_in_order_and_whole)
{
    Pipe pipe;
    std::string expected;
    {
        Writer writer{pipe.ends[1], 1'000'000, dropped};
        for (int i = 0; i < 1000; ++i) {
            auto const line = "line " + std::to_string(i) + "\n";
            writer.append(line);
            expected += line;
        }
    }
    EXPECT_EQ(pipe.everything(), expected);
}

TEST(LogWriter, writes_while_the_program_goes_on)
{
    Pipe pipe;
    Writer writer{pipe.ends[1], 1'000'000, dropped};
    for (auto const* line : {"first\n", "second\n"}) {
        writer.append(line);
        char room[16] = {};
        ASSERT_EQ(read(pipe.ends[0], room, sizeof room), static_cast<ssize_t>(std::string_view{line}.size()));
        EXPECT_STREQ(room, line);
        std::this_thread::sleep_for(40ms);
    }
}

TEST(LogWriter, drops_and_counts_when_nobody_reads_and_never_waits)
{
    Pipe pipe;
    auto const start = std::chrono::steady_clock::now();
    {
        Writer writer{pipe.ends[1], 100'000, dropped};
        std::string const line(999, 'x');
        for (int i = 0; i < 1000; ++i)
            writer.append(line + "\n");
        EXPECT_LT(std::chrono::steady_clock::now() - start, 500ms) << "appending waited for the reader";
        // What fits, and what the pipe had taken before.
        EXPECT_GE(writer.dropped(), 1000U - 100U - 66U - 100U);
        EXPECT_LE(writer.dropped(), 1000U - 100U);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, 4s) << "the end waited for the reader";
}

TEST(LogWriter, says_how_many_lines_were_dropped)
{
    Pipe pipe;
    {
        Writer writer{pipe.ends[1], 10, dropped};
        writer.append("too long for ten\n");
        writer.append("kept\n");
        writer.append("too long for ten\n");
        std::this_thread::sleep_for(40ms);
        writer.append("again\n");
    }
    auto const all = pipe.everything();
    EXPECT_NE(all.find("kept\n"), std::string::npos);
    EXPECT_GE(std::count(all.begin(), all.end(), '\n'), 3) << all;
    EXPECT_NE(all.find("dropped "), std::string::npos) << all;
    EXPECT_EQ(all.find("too long"), std::string::npos) << all;
}

TEST(LogWriter, survives_a_reader_that_has_gone)
{
    signal(SIGPIPE, SIG_IGN);
    Pipe pipe;
    close(pipe.ends[0]);
    Writer writer{pipe.ends[1], 1000, dropped};
    writer.append("nobody hears\n");
    std::this_thread::sleep_for(40ms);
    writer.append("nobody hears\n");
    pipe.ends[0] = open("/dev/null", O_RDONLY);
}

TEST(Log, takes_lines_from_many_threads_and_loses_none)
{
    Pipe pipe;
    start(Format::Json, pipe.ends[1]);
    std::string all;
    std::thread reader{[&] {
        char room[65536];
        for (ssize_t size = 0; (size = read(pipe.ends[0], room, sizeof room)) > 0;)
            all.append(room, static_cast<std::size_t>(size));
    }};
    std::vector<std::thread> writers;
    for (int n = 0; n < 4; ++n)
        writers.emplace_back([n] {
            for (int i = 0; i < 2000; ++i)
                info("line", {{"thread", n}, {"number", i}});
        });
    for (auto& writer : writers)
        writer.join();
    stop();
    pipe.close_writing_end();
    reader.join();
    EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 8000);
    EXPECT_NE(all.find(R"("message":"line","thread":3,"number":1999})"), std::string::npos);
}

TEST(Log, costs_its_caller_little)
{
    start(Format::Json, open("/dev/null", O_WRONLY));
    auto const begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 20'000; ++i)
        access({.id = "0123456789abcdef",
            .method = "GET",
            .path = "/menu",
            .status = 200,
            .bytes = 12'500,
            .user = UserId{3}});
    auto const each = (std::chrono::steady_clock::now() - begin) / 20'000;
    stop();
    RecordProperty("nanoseconds", static_cast<int>(each.count()));
    // Fifty times the promise: a crowded machine or a sanitizer must not fail the test, a blocking write
    // must.
    EXPECT_LT(each, 100us);
}

} // namespace ocp::log
