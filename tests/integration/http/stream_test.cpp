#include "tests/integration/http/running_server.h"

#include <sys/socket.h>

using namespace std::chrono_literals;

namespace {

std::shared_ptr<std::string const> event(std::string words)
{
    return std::make_shared<std::string const>("data: " + std::move(words) + "\n\n");
}

struct OpenStream {
    RawClient client;
    std::shared_ptr<ocp::http::StreamSink> sink;
};

OpenStream open_stream(RunningServer& server)
{
    auto client = server.client();
    client.send(a_get("/stream"));
    auto sink = server.application.latest_stream();
    return {std::move(client), std::move(sink)};
}

} // namespace

TEST(Stream, brings_what_any_thread_sends_in_order)
{
    RunningServer server;
    auto [client, sink] = open_stream(server);
    auto const head = client.read_answer();
    EXPECT_EQ(head.status, 200U);
    EXPECT_EQ(head.header("content-type"), "text/event-stream");
    EXPECT_EQ(head.header("content-length"), "");
    EXPECT_EQ(head.header("connection"), "close");
    EXPECT_EQ(server.server.figures().streams, 1U);

    std::string expected, got;
    for (int i = 0; i < 1000; ++i) {
        ASSERT_TRUE(sink->send(event(std::to_string(i))));
        expected += *event(std::to_string(i));
        if (i % 50 == 0) got += client.read(1);
    }
    while (got.size() < expected.size())
        got += client.read(1);
    EXPECT_EQ(got, expected);

    sink->send(event("last"));
    sink->close();
    EXPECT_FALSE(sink->send(event("too late")));
    EXPECT_EQ(client.read(1000, 2s), *event("last"));
    EXPECT_TRUE(soon([&] { return server.server.figures().streams == 0; }));
}

TEST(Stream, notices_that_its_client_is_gone)
{
    RunningServer server;
    auto sink = open_stream(server).sink;
    EXPECT_TRUE(soon([&] { return !sink->open(); })) << "without anything being sent";
    EXPECT_FALSE(sink->send(event("x")));
    EXPECT_TRUE(soon([&] { return server.server.figures().connections == 0; }));
}

TEST(Stream, drops_a_reader_who_never_reads)
{
    RunningServer server;
    auto client = server.slow_client(4096);
    client.send(a_get("/stream"));
    auto const sink = server.application.latest_stream();
    auto const piece = std::make_shared<std::string const>(16'000, 'x');
    std::size_t sent = 0;
    while (sent < 100'000'000 && sink->send(piece)) {
        sent += piece->size();
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_LT(sent, 5'000'000U) << "the kernel's buffers, and 64 KB of ours";
    EXPECT_TRUE(soon([&] { return server.server.figures().streams == 0; }))
        << "at once, not after its timeout";
}

TEST(Stream, does_not_block_who_sends_to_a_reader_who_never_reads)
{
    RunningServer server;
    auto [lazy, lazy_sink] = open_stream(server);
    auto [eager, eager_sink] = open_stream(server);
    eager.read_answer();
    for (int i = 0; i < 100; ++i) {
        lazy_sink->send(std::make_shared<std::string const>(4000, 'x'));
        EXPECT_TRUE(eager_sink->send(event("e")));
    }
    std::string got;
    while (got.size() < 100 * event("e")->size())
        got += eager.read(1);
    EXPECT_EQ(got.size(), 100 * event("e")->size());
}

TEST(Stream, is_refused_beyond_the_limit)
{
    auto options = RunningServer::quick();
    options.stream_limit = 1;
    RunningServer server{options};
    auto const first = open_stream(server);
    auto second = server.client();
    EXPECT_EQ(second.get("/stream").status, 503U);
    EXPECT_EQ(second.get("/page").status, 200U);
}

TEST(Stream, shows_only_its_head_to_HEAD)
{
    RunningServer server;
    auto client = server.client();
    client.send("HEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(client.read_answer().status, 200U);
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.server.figures().streams, 0U);
}

TEST(Stream, may_be_sent_to_after_the_server_is_gone)
{
    std::shared_ptr<ocp::http::StreamSink> sink;
    {
        RunningServer server;
        auto stream = open_stream(server);
        sink = stream.sink;
    }
    EXPECT_FALSE(sink->open());
    EXPECT_FALSE(sink->send(event("x")));
    sink->close();
}

TEST(Stream, ignores_what_its_client_says)
{
    RunningServer server;
    auto [client, sink] = open_stream(server);
    client.read_answer();
    for (int i = 0; i < 20; ++i)
        client.send(a_get("/page"));
    sink->send(event("x"));
    EXPECT_EQ(client.read(1), *event("x"));
    EXPECT_TRUE(sink->open());
}
