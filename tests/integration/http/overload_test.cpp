#include "tests/integration/http/running_server.h"

#include <future>

using namespace std::chrono_literals;

namespace {

ocp::http::ServerOptions small()
{
    auto options = RunningServer::quick();
    options.workers = 2;
    options.queue_limit = 3;
    options.slow_workers = 1;
    options.slow_queue_limit = 1;
    return options;
}

void expect_a_time_to_come_back(RawClient::Answer const& answer)
{
    auto const seconds = answer.header("retry-after");
    ASSERT_FALSE(seconds.empty()) << answer.head;
    EXPECT_GE(std::stoi(seconds), 1);
    EXPECT_LE(std::stoi(seconds), 5);
}

// Clients that wait at the gate, as many as the server has workers and places in its queue.
std::vector<RawClient> fill(RunningServer& server, std::size_t workers, std::size_t places)
{
    std::vector<RawClient> waiting;
    for (std::size_t i = 0; i < workers + places; ++i) {
        waiting.push_back(server.client());
        waiting.back().send(a_get("/gate"));
        if (i < workers)
            EXPECT_TRUE(soon([&] { return server.application.at_the_gate == static_cast<int>(i + 1); }));
        else
            EXPECT_TRUE(soon([&] { return server.server.figures().queued == i + 1 - workers; }));
    }
    return waiting;
}

} // namespace

TEST(Overload, is_answered_at_once_with_503_and_a_time_to_come_back)
{
    RunningServer server{small()};
    auto waiting = fill(server, 2, 3);
    EXPECT_EQ(server.server.figures().in_flight, 5U);
    EXPECT_EQ(server.server.figures().pages.queued, 3U);
    EXPECT_EQ(server.server.figures().pages.limit, 3U);
    EXPECT_EQ(server.server.figures().slow.queued, 0U);

    auto client = server.client();
    auto const refused = client.get("/a");
    EXPECT_EQ(refused.status, 503U);
    expect_a_time_to_come_back(refused);
    EXPECT_EQ(client.get("/page").status, 200U)
        << "what needs no worker is answered still, on the same connection";
    EXPECT_EQ(client.get("/slow-lane").status, 200U) << "the other lanes are free";
    EXPECT_EQ(client.get("/staff-lane").status, 200U);

    server.application.open_gate();
    for (auto& one : waiting)
        EXPECT_EQ(one.read_answer().status, 200U);
    EXPECT_EQ(client.get("/a").status, 200U);
    EXPECT_TRUE(soon([&] { return server.server.figures().in_flight == 0; }));
}

TEST(Overload, asks_clients_back_at_different_times)
{
    RunningServer server{small()};
    auto waiting = fill(server, 2, 3);
    auto client = server.client();
    std::set<std::string> times;
    for (int i = 0; i < 100; ++i)
        times.insert(client.get("/a").header("retry-after"));
    EXPECT_GT(times.size(), 2U);
}

TEST(Deadline, drops_unrun_what_waited_too_long)
{
    auto options = small();
    options.request_deadline = 100ms;
    RunningServer server{options};
    auto waiting = fill(server, 2, 2);
    std::this_thread::sleep_for(150ms);
    server.application.open_gate();
    EXPECT_EQ(waiting[0].read_answer().status, 200U) << "begun in time, finished";
    EXPECT_EQ(waiting[1].read_answer().status, 200U);
    EXPECT_EQ(waiting[2].read_answer().status, 503U);
    EXPECT_EQ(waiting[3].read_answer().status, 503U);
    EXPECT_EQ(server.application.handled, 2);
}

TEST(OneAddress, has_a_share_and_no_more)
{
    auto options = small();
    options.requests_in_flight_per_address = 2;
    RunningServer server{options};
    auto waiting = fill(server, 2, 0);
    auto client = server.client();
    auto const refused = client.get("/a");
    EXPECT_EQ(refused.status, 429U);
    expect_a_time_to_come_back(refused);
    client.send(a_get("/a", "X-Forwarded-For: 203.0.113.9\r\n"));
    EXPECT_TRUE(soon([&] { return server.server.figures().queued == 1; }))
        << "another client's share is untouched";
    server.application.open_gate();
    EXPECT_EQ(client.read_answer().status, 200U);
    EXPECT_EQ(client.get("/a").status, 200U);
}

TEST(TooManyConnections, are_told_so_and_ended)
{
    auto options = small();
    options.connection_limit = 3;
    RunningServer server{options};
    std::vector<RawClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.client());
        EXPECT_EQ(clients.back().get("/page").status, 200U);
    }
    auto one_too_many = server.client();
    auto const refused = one_too_many.get("/page");
    EXPECT_EQ(refused.status, 503U);
    expect_a_time_to_come_back(refused);
    one_too_many.end_sending();
    EXPECT_TRUE(one_too_many.is_closed());

    clients.pop_back();
    EXPECT_TRUE(soon([&] { return server.client().get("/page").status == 200; }));
}
