#include "platform/http/pending_stream.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

using ocp::http::PendingStream;

namespace {

std::shared_ptr<std::string const> bytes(std::size_t count)
{
    return std::make_shared<std::string const>(count, 'x');
}

} // namespace

TEST(PendingStream, drops_a_reader_for_whom_more_than_64_kilobytes_wait)
{
    int woken = 0;
    PendingStream stream{[&] { ++woken; }};
    EXPECT_TRUE(stream.send(bytes(60'000)));
    EXPECT_TRUE(stream.send(bytes(5'000)));
    EXPECT_EQ(woken, 1) << "one call is enough until what waits is taken";
    EXPECT_FALSE(stream.send(bytes(1'000)));
    EXPECT_EQ(stream.state(), PendingStream::State::Lost);
    EXPECT_FALSE(stream.send(bytes(1)));
}

TEST(PendingStream, counts_what_is_being_written_as_waiting)
{
    PendingStream stream{[] {}};
    EXPECT_TRUE(stream.send(bytes(40'000)));
    EXPECT_EQ(stream.take().size(), 1U);
    EXPECT_FALSE(stream.send(bytes(40'000)));

    PendingStream quick{[] {}};
    EXPECT_TRUE(quick.send(bytes(40'000)));
    quick.take();
    quick.written();
    EXPECT_TRUE(quick.send(bytes(40'000)));
}

TEST(PendingStream, keeps_what_was_sent_before_it_was_closed)
{
    PendingStream stream{[] {}};
    EXPECT_TRUE(stream.send(bytes(10)));
    stream.close();
    EXPECT_FALSE(stream.open());
    EXPECT_FALSE(stream.send(bytes(10)));
    EXPECT_EQ(stream.take().size(), 1U);
    EXPECT_EQ(stream.state(), PendingStream::State::Closing);
}

TEST(PendingStream, wakes_nobody_once_detached)
{
    std::atomic<bool> is_alive{true};
    std::atomic<int> woken_too_late{0};
    PendingStream stream{[&] { woken_too_late += !is_alive; }};
    std::thread sender{[&] {
        while (stream.send(bytes(0)))
            stream.take();
    }};
    stream.detach();
    is_alive = false;
    sender.join();
    EXPECT_EQ(woken_too_late, 0);
}
