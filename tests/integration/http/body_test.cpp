#include "tests/integration/http/running_server.h"

#include <chrono>
#include <thread>

namespace {

std::string chunked_post(std::string const& body)
{
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
}

} // namespace

TEST(Body, arrives_whole_up_to_the_limit)
{
    RunningServer server;
    auto client = server.client();
    std::string const body(64 * 1024, 'x');
    client.send(a_post("/echo", body));
    EXPECT_EQ(client.read_answer().body, body);
    client.send(chunked_post(
        "8000\r\n" + std::string(0x8000, 'x') + "\r\n8000\r\n" + std::string(0x8000, 'x') + "\r\n0\r\n\r\n"));
    EXPECT_EQ(client.read_answer().body, body);
}

TEST(Body, beyond_the_limit_is_refused_before_it_is_read)
{
    RunningServer server;
    auto client = server.client();
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65537\r\n\r\n");
    auto const answer = client.read_answer();
    EXPECT_EQ(answer.status, 413U);
    EXPECT_EQ(answer.body, "error 413 on /echo");
    client.end_sending();
    EXPECT_TRUE(client.is_closed());
}

TEST(Body, beyond_the_limit_gets_its_answer_though_the_client_sends_on)
{
    RunningServer server;
    auto client = server.client();
    std::string const body(300'000, 'x');
    client.send(a_post("/echo", body));
    EXPECT_EQ(client.read_answer().status, 413U) << "not a reset connection";
}

TEST(Body, without_an_end_is_cut_off)
{
    RunningServer server;
    auto client = server.client();
    client.send(chunked_post(""));
    auto const chunk = "400\r\n" + std::string(0x400, 'x') + "\r\n";
    for (int i = 0; i < 70; ++i)
        client.send_some(chunk);
    EXPECT_EQ(client.read_answer().status, 413U);
}

TEST(Body, of_endless_chunk_extensions_or_trailers_is_cut_off)
{
    RunningServer server;
    for (auto const* start : {"1;", "1", "0\r\nX: "}) {
        auto client = server.client();
        client.send(chunked_post(start));
        std::string const more(8000, '0');
        for (int i = 0; i < 30; ++i)
            client.send_some(more);
        EXPECT_EQ(client.read_answer().status, 400U) << start;
    }
}

TEST(Body, that_is_empty_may_come_in_pieces)
{
    RunningServer server;
    auto client = server.client();
    client.send(chunked_post(""));
    for (auto const* piece : {"0", "\r\n", "\r", "\n"}) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        client.send(piece);
    }
    EXPECT_EQ(client.read_answer().status, 200U);
}

TEST(Body, is_asked_for_when_the_client_waits)
{
    RunningServer server;
    auto client = server.client();
    client.send(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(client.read_answer().status, 100U);
    client.send("pizza");
    EXPECT_EQ(client.read_answer().body, "pizza");

    client.send(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 70000\r\n\r\n");
    EXPECT_EQ(client.read_answer().status, 413U) << "not asked for when it is too long anyway";
}

TEST(Body, that_never_ends_because_the_client_is_gone_disturbs_nobody)
{
    RunningServer server;
    for (auto const* start :
        {"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab", "GET / HT"}) {
        auto client = server.client();
        client.send(start);
    }
    EXPECT_TRUE(soon([&] { return server.server.figures().connections == 0; }));
    EXPECT_EQ(server.client().get("/page").status, 200U);
    EXPECT_EQ(server.application.handled, 0);
}
