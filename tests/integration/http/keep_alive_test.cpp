#include "tests/integration/http/running_server.h"

#include <set>

TEST(KeepAlive, answers_request_after_request_on_one_connection)
{
    RunningServer server;
    auto client = server.client();
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(client.get("/page").body.size(), 12'288U);
        EXPECT_EQ(client.get("/a/" + std::to_string(i)).body, "/a/" + std::to_string(i));
    }
    EXPECT_EQ(server.server.figures().connections, 1U);
}

TEST(KeepAlive, answers_ten_thousand_requests_of_sixteen_clients)
{
    RunningServer server;
    std::atomic<int> wrong{0};
    std::vector<std::thread> clients;
    for (int c = 0; c < 16; ++c)
        clients.emplace_back([&, c] {
            auto client = server.client();
            for (int i = 0; i < 625; ++i) {
                auto const path = "/" + std::to_string(c) + "/" + std::to_string(i);
                wrong += i % 2 ? client.get("/page").status != 200 : client.get(path).body != path;
            }
        });
    for (auto& client : clients)
        client.join();
    EXPECT_EQ(wrong, 0);
    // The client may have an answer before the server has noted it.
    EXPECT_TRUE(soon([&] { return server.application.log().size() == 10'000; }));
}

TEST(KeepAlive, ends_when_the_client_says_so)
{
    RunningServer server;
    auto client = server.client();
    client.send(a_get("/page", "Connection: close\r\n"));
    EXPECT_EQ(client.read_answer().header("connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST(KeepAlive, ends_without_a_word_when_the_application_has_none)
{
    RunningServer server;
    auto client = server.client();
    EXPECT_EQ(client.get("/hang-up").status, 0U);
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.client().get("/page").status, 200U);
    EXPECT_EQ(server.application.log().front().status, 444U);
}

TEST(KeepAlive, is_an_option_in_HTTP_1_0)
{
    RunningServer server;
    auto old = server.client();
    old.send("GET /page HTTP/1.0\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(old.read_answer().status, 200U);
    EXPECT_TRUE(old.is_closed());

    auto modern = server.client();
    modern.send("GET /page HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(modern.read_answer().header("connection"), "keep-alive");
    EXPECT_EQ(modern.get("/page").status, 200U);
}

TEST(KeepAlive, survives_refusals_of_the_application)
{
    RunningServer server;
    auto client = server.client();
    EXPECT_EQ(client.get("/boom").status, 500U);
    EXPECT_EQ(client.get("/broken-at-once").body, "error 500 on /broken-at-once");
    EXPECT_EQ(client.get("/page").status, 200U);
}

TEST(Pipelining, is_answered_in_order_one_at_a_time)
{
    RunningServer server;
    auto client = server.client();
    std::string requests;
    for (int i = 0; i < 50; ++i) {
        requests += a_get("/nap?ms=" + std::to_string(i % 3)) + a_post("/echo", "body " + std::to_string(i));
        requests += a_get("/page")
            + "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
              "chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    }
    client.send(requests);
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(client.read_answer().body, "/nap");
        EXPECT_EQ(client.read_answer().body, "body " + std::to_string(i));
        EXPECT_EQ(client.read_answer().body.size(), 12'288U);
        EXPECT_EQ(client.read_answer().body, "abc");
    }
    EXPECT_EQ(client.get("/page").status, 200U);
}

TEST(Pipelining, takes_a_request_cut_anywhere)
{
    RunningServer server;
    auto client = server.client();
    auto const request = a_post("/echo", "0123456789");
    for (std::size_t cut = 1; cut < request.size(); ++cut) {
        client.send(request.substr(0, cut));
        std::this_thread::sleep_for(std::chrono::microseconds{200});
        client.send(request.substr(cut));
        EXPECT_EQ(client.read_answer().body, "0123456789") << cut;
    }
}

TEST(Head, has_the_headers_of_GET_and_no_body)
{
    RunningServer server;
    auto client = server.client();
    for (auto const* path : {"/page", "/other"}) {
        client.send("HEAD " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        auto const answer = client.read_answer(RawClient::Time{5000}, true);
        EXPECT_EQ(answer.status, 200U);
        EXPECT_EQ(answer.header("content-length"), path == std::string{"/page"} ? "12288" : "6");
    }
    EXPECT_EQ(client.get("/page").body.size(), 12'288U) << "nothing stood in between";
}

TEST(ETag, spares_a_page_the_client_has)
{
    RunningServer server;
    auto client = server.client();
    auto const tag = client.get("/page").header("etag");
    client.send(a_get("/page", "If-None-Match: " + tag + "\r\n"));
    auto const answer = client.read_answer();
    EXPECT_EQ(answer.status, 304U);
    EXPECT_EQ(answer.header("etag"), tag);
    EXPECT_EQ(answer.header("content-length"), "");
    client.send(a_get("/page", "If-None-Match: \"other\"\r\n"));
    EXPECT_EQ(client.read_answer().status, 200U);
}

TEST(EveryAnswer, carries_a_date_and_an_id_of_its_own_that_the_log_has)
{
    RunningServer server;
    auto client = server.client();
    std::set<std::string> ids;
    for (int i = 0; i < 300; ++i) {
        auto const answer = client.get("/page");
        EXPECT_EQ(answer.header("date").size(), 29U);
        ids.insert(answer.header("x-request-id"));
    }
    EXPECT_EQ(ids.size(), 300U);
    ASSERT_TRUE(soon([&] { return server.application.log().size() == 300; }));
    for (auto const& entry : server.application.log())
        EXPECT_TRUE(ids.contains(entry.id));
    EXPECT_GT(server.application.log()[0].bytes, 12'288U);
}

TEST(TrustedProxy, tells_who_the_client_is)
{
    RunningServer server;
    auto client = server.client();
    client.send(a_get("/who", "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"));
    EXPECT_EQ(client.read_answer().body, "203.0.113.9 https localhost");

    auto options = RunningServer::quick();
    options.trusted_proxies = {};
    RunningServer suspicious{options};
    auto other = suspicious.client();
    other.send(a_get(
        "/who", "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\n"));
    EXPECT_EQ(other.read_answer().body, "127.0.0.1 http localhost");
}

TEST(Server, says_when_its_port_is_taken)
{
    RunningServer server;
    TrialApplication application;
    auto options = RunningServer::quick();
    options.port = server.server.port();
    EXPECT_THROW((ocp::http::Server{options, application}), std::system_error);
}
