#include "tests/integration/http/running_server.h"

#include <sys/socket.h>

using namespace std::chrono_literals;

namespace {

ocp::http::ServerOptions impatient()
{
    auto options = RunningServer::quick();
    options.head_timeout = 150ms;
    options.body_timeout = 150ms;
    options.idle_timeout = 400ms;
    options.write_timeout = 200ms;
    return options;
}

// Sends a byte every 20 ms until the server has had enough; how long it took.
std::chrono::milliseconds drip(RawClient& client, std::string_view bytes)
{
    auto const began = std::chrono::steady_clock::now();
    for (auto const byte : bytes) {
        if (client.send_some({&byte, 1}) == 0) break;
        std::this_thread::sleep_for(20ms);
        if (std::chrono::steady_clock::now() - began > 2s) break;
        char peeked;
        if (::recv(client.descriptor(), &peeked, 1, MSG_PEEK | MSG_DONTWAIT) >= 0) break;
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
}

} // namespace

TEST(SlowClient, that_drips_its_head_gets_408)
{
    RunningServer server{impatient()};
    auto client = server.client();
    EXPECT_LT(drip(client, a_get("/page", "X: " + std::string(200, 'x') + "\r\n")), 600ms);
    EXPECT_EQ(client.read_answer().status, 408U);
    client.end_sending();
    EXPECT_TRUE(client.is_closed());
}

TEST(SlowClient, that_drips_its_second_head_gets_408_too)
{
    RunningServer server{impatient()};
    auto client = server.client();
    EXPECT_EQ(client.get("/page").status, 200U);
    EXPECT_LT(drip(client, a_get("/page", "X: " + std::string(200, 'x') + "\r\n")), 600ms);
    EXPECT_EQ(client.read_answer().status, 408U);
}

TEST(SlowClient, that_drips_its_body_gets_408)
{
    RunningServer server{impatient()};
    for (auto const* framing : {"Content-Length: 100\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n64\r\n"}) {
        auto client = server.client();
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\n" + std::string{framing});
        EXPECT_LT(drip(client, std::string(100, 'x')), 600ms);
        EXPECT_EQ(client.read_answer().status, 408U);
    }
    EXPECT_EQ(server.application.handled, 0);
}

TEST(SlowClient, that_says_nothing_is_sent_away_quietly)
{
    RunningServer server{impatient()};
    auto mute = server.client();
    EXPECT_TRUE(mute.is_closed(1s));

    auto idle = server.client();
    EXPECT_EQ(idle.get("/page").status, 200U);
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(idle.get("/page").status, 200U) << "between requests it may think longer than within one";
    EXPECT_TRUE(idle.is_closed(2s));
}

TEST(SlowClient, that_does_not_read_is_cut_off)
{
    RunningServer server{impatient()};
    auto client = server.slow_client(4096);
    client.send(a_get("/big?bytes=20000000"));
    ASSERT_TRUE(soon([&] { return !server.application.log().empty(); }));
    EXPECT_EQ(server.application.log()[0].status, 499U);
    EXPECT_TRUE(soon([&] { return server.server.figures().connections == 0; }));
}

TEST(SlowClient, that_reads_slowly_but_steadily_gets_all)
{
    auto options = impatient();
    options.write_timeout = 700ms;
    RunningServer server{options};
    auto client = server.slow_client(64 * 1024);
    client.send(a_get("/big?bytes=20000000"));
    auto const began = std::chrono::steady_clock::now();
    std::size_t got = 0;
    while (std::chrono::steady_clock::now() - began < 1400ms) {
        got += client.read(1).size();
        std::this_thread::sleep_for(1ms);
    }
    auto const rest = client.read(20'000'000);
    EXPECT_GT(got + rest.size(), 20'000'000U);
}

TEST(SlowClient, does_not_hold_up_the_others)
{
    RunningServer server;
    std::vector<RawClient> slow;
    for (int i = 0; i < 300; ++i) {
        slow.push_back(server.client());
        slow.back().send(i % 2 ? "GET /page HTTP/1.1\r\nHo"
                               : "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n");
    }
    auto client = server.client();
    auto const began = std::chrono::steady_clock::now();
    EXPECT_EQ(client.get("/page").status, 200U);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
}
