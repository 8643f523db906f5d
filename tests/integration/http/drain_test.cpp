#include "platform/http/listening_socket.h"
#include "tests/integration/http/running_server.h"

using namespace std::chrono_literals;

namespace {

// A client as a proxy is one: keeps its connection as long as it may, and never repeats a request.
struct Tally {
    std::atomic<int> answered{0}, lost{0};
};

void ask_until_the_door_is_closed(RunningServer const& server, Tally& tally)
{
    for (;;) {
        std::optional<RawClient> client;
        try {
            client.emplace(server.client());
        } catch (std::system_error const&) {
            return;
        }
        for (bool goes_on = true; goes_on;) {
            client->send(a_post("/echo", "one order"));
            auto const answer = client->read_answer();
            if (answer.status == 200 && answer.body == "one order")
                ++tally.answered;
            else
                ++tally.lost;
            goes_on = answer.status == 200 && answer.header("connection") != "close";
        }
    }
}

} // namespace

/// How the listening socket came to the server that drains.
class DrainAtAnySocket : public testing::TestWithParam<bool> { };
INSTANTIATE_TEST_SUITE_P(of, DrainAtAnySocket, testing::Bool(),
    [](auto const& one) { return one.param ? "of_a_keeper" : "of_its_own"; });

TEST_P(DrainAtAnySocket, loses_no_request_when_nobody_comes_after_it)
{
    for (int round = 0; round < 5; ++round) {
        auto options = RunningServer::quick();
        options.drain_idle = 1500ms;
        if (GetParam()) options.listening_socket = ocp::http::open_listening_socket("127.0.0.1", 0);
        RunningServer server{options};
        Tally tally;
        std::vector<std::thread> clients;
        for (int i = 0; i < 12; ++i)
            clients.emplace_back([&] { ask_until_the_door_is_closed(server, tally); });
        std::this_thread::sleep_for(100ms);
        server.server.stop(ocp::http::Server::Door::Closes);
        EXPECT_TRUE(server.server.draining());
        for (auto& client : clients)
            client.join();
        server.wait_for_the_end();
        EXPECT_EQ(tally.lost, 0);
        EXPECT_GT(tally.answered, 50);
    }
}

TEST(Drain, goes_on_accepting_for_a_while_and_says_close)
{
    RunningServer server;
    server.server.stop();
    auto client = server.client();
    auto const answer = client.get("/page");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST(Drain, answers_a_request_that_was_on_its_way_on_an_idle_connection)
{
    auto options = RunningServer::quick();
    options.drain_accepting = 20ms;
    options.drain_idle = 1000ms;
    RunningServer server{options};
    auto client = server.client();
    EXPECT_EQ(client.get("/page").status, 200U);
    server.server.stop();
    std::this_thread::sleep_for(200ms);
    EXPECT_THROW(server.client(), std::system_error) << "the door is closed already";
    auto const answer = client.get("/a");
    EXPECT_EQ(answer.body, "/a");
    EXPECT_EQ(answer.header("connection"), "close");
}

TEST(Drain, answers_all_that_was_pipelined)
{
    RunningServer server;
    auto client = server.client();
    client.send(a_get("/gate") + a_get("/b") + a_get("/c"));
    EXPECT_TRUE(soon([&] { return server.application.at_the_gate == 1; }));
    server.server.stop();
    std::this_thread::sleep_for(150ms);
    server.application.open_gate();
    EXPECT_EQ(client.read_answer().body, "/gate");
    EXPECT_EQ(client.read_answer().body, "/b");
    EXPECT_EQ(client.read_answer().body, "/c");
}

TEST(Drain, finishes_what_is_queued)
{
    auto options = RunningServer::quick();
    options.workers = 1;
    RunningServer server{options};
    std::vector<RawClient> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(server.client());
        clients.back().send(a_get("/nap?ms=40"));
    }
    EXPECT_TRUE(soon([&] { return server.server.figures().queued > 10; }));
    server.server.stop();
    for (auto& client : clients)
        EXPECT_EQ(client.read_answer().status, 200U);
    clients.clear();
    server.wait_for_the_end();
    EXPECT_EQ(server.application.handled, 20);
}

TEST(Drain, does_not_wait_for_ever)
{
    auto options = RunningServer::quick();
    options.workers = 1;
    options.drain_limit = 300ms;
    RunningServer server{options};
    auto stuck = server.client();
    stuck.send(a_get("/nap?ms=1200"));
    EXPECT_TRUE(soon([&] { return server.application.handled == 1; }));
    auto queued = server.client();
    queued.send(a_get("/never"));
    server.server.stop();
    EXPECT_TRUE(queued.is_closed(1100ms)) << "given up after 100 + 200 + 300 ms";
    EXPECT_LT(server.wait_for_the_end(), 1500ms);
    EXPECT_EQ(server.application.handled, 1) << "what was only queued is not begun any more";
}

TEST(Drain, ends_idle_connections_and_streams)
{
    RunningServer server;
    auto idle = server.client();
    EXPECT_EQ(idle.get("/page").status, 200U);
    auto listener = server.client();
    listener.send(a_get("/stream"));
    auto const sink = server.application.latest_stream();
    server.server.stop();
    sink->send(std::make_shared<std::string const>("retry: 200\n\n"));
    EXPECT_TRUE(idle.is_closed(1000ms));
    EXPECT_EQ(listener.read_answer().status, 200U);
    EXPECT_EQ(listener.read(1000), "retry: 200\n\n");
    EXPECT_FALSE(sink->open());
}

TEST(Drain, is_cut_short_by_a_second_call)
{
    auto options = RunningServer::quick();
    options.drain_accepting = 60s;
    RunningServer server{options};
    auto idle = server.client();
    EXPECT_EQ(idle.get("/page").status, 200U);
    server.server.stop();
    server.server.stop();
    EXPECT_LT(server.wait_for_the_end(), 1000ms);
}

TEST(Drain, may_be_asked_for_before_the_server_runs)
{
    TrialApplication application;
    ocp::http::Server server{RunningServer::quick(), application};
    server.stop();
    server.run();
    EXPECT_TRUE(server.draining());
}
