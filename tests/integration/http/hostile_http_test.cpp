#include "tests/integration/http/running_server.h"

// reliability.md §4, "HTTP parsing": what Beast 1.81 alone lets in, and more of the kind. Each gets one
// answer, then the connection ends: whatever follows is never taken for a request.

using namespace std::string_literals;

namespace {

struct Oddity {
    char const* name;
    unsigned status;
    std::string bytes;
};

std::string post(std::string const& rest)
{
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + rest;
}
std::string chunks(std::string const& body)
{
    return post("Transfer-Encoding: chunked\r\n\r\n" + body);
}
std::string encoded(std::string const& coding)
{
    return post("Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n");
}
std::string length(std::string const& value)
{
    return post("Content-Length: " + value + "\r\n\r\nabcde");
}
std::string field(std::string const& line)
{
    return post(line + "\r\n\r\n");
}
std::string target(std::string const& path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}
std::string host(std::string const& value)
{
    return "GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n";
}
std::string begin(std::string const& line)
{
    return line + "\r\nHost: localhost\r\n\r\n";
}
std::string repeated(std::size_t count)
{
    return std::string(count, 'a');
}

std::string many_fields()
{
    std::string fields;
    for (int i = 0; i < 200; ++i)
        fields += "X-" + std::to_string(i) + ": a\r\n";
    return fields;
}

std::string const smuggled = a_get("/smuggled");

std::vector<Oddity> oddities()
{
    // clang-format 14 loses its way in rows that hold calls with two arguments: hence the helpers.
    return {
        {"transfer_encoding_xchunked", 501, encoded("xchunked")},
        {"transfer_encoding_identity", 501, encoded("identity")},
        {"transfer_encoding_quoted", 501, encoded("\"chunked\"")},
        {"transfer_encoding_gzip_chunked", 501, encoded("gzip, chunked")},
        {"transfer_encoding_with_parameter", 501, encoded("chunked;a=b")},
        {"transfer_encoding_twice", 501, encoded("chunked\r\nTransfer-Encoding: chunked")},
        {"chunked_and_length", 400, encoded("chunked\r\nContent-Length: 5")},
        {"length_and_chunked", 400, length("5\r\nTransfer-Encoding: chunked")},
        {"two_lengths", 400, length("5\r\nContent-Length: 6")},
        {"the_same_length_twice", 400, length("5\r\nContent-Length: 5")},
        {"length_list", 400, length("5, 5")},
        {"length_with_sign", 400, length("+5")},
        {"length_in_hexadecimal", 400, length("0x5")},
        {"negative_length", 400, length("-1")},
        {"length_beyond_all_numbers", 400, length("99999999999999999999")},
        {"blank_before_colon", 400, field("Content-Length : 5")},
        {"folded_line", 400, field("X: a\r\n b")},
        {"folded_line_with_tab", 400, field("X: a\r\n\tb")},
        {"folded_line_that_changes_the_host", 400, host("localhost\r\n evil")},
        {"no_host", 400, "GET / HTTP/1.1\r\n\r\n"},
        {"two_hosts", 400, host("localhost\r\nHost: localhost")},
        {"host_with_user", 400, host("a@localhost")},
        {"host_with_path", 400, host("localhost/evil")},
        {"host_list", 400, host("localhost, evil")},
        {"unknown_host", 400, host("evil.example")},
        {"host_that_ends_like_ours", 400, host("evilpizza.example")},
        {"absolute_form", 400, target("http://localhost/")},
        {"absolute_form_of_another", 400, target("http://evil/")},
        {"asterisk", 400, begin("OPTIONS * HTTP/1.1")},
        {"connect", 405, begin("CONNECT evil:443 HTTP/1.1")},
        {"trace", 405, begin("TRACE / HTTP/1.1")},
        {"unknown_method", 501, begin("BREW / HTTP/1.1")},
        {"version_2", 505, begin("GET / HTTP/2.0")},
        {"version_0_9", 505, begin("GET / HTTP/0.9")},
        {"no_version", 400, begin("GET /")},
        {"http2_preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        {"tls_hello", 400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s},
        {"target_of_9_kilobytes", 414, target("/" + repeated(9000))},
        {"target_without_end", 414, "GET /" + repeated(20'000)},
        {"two_hundred_fields", 431, field(many_fields() + "X: a")},
        {"head_of_17_kilobytes", 431, field("X: " + repeated(17'000))},
        {"bare_line_feeds", 400, "GET / HTTP/1.1\nHost: localhost\n\n"},
        {"bare_line_feed_inside", 400, field("X: a\nY: b")},
        {"bare_carriage_return", 400, field("X: a\rb")},
        {"nul_in_a_field", 400, field("X: a\0b"s)},
        {"escape_in_a_field", 400, field("X: \x1b[2J")},
        {"field_not_in_utf8", 400, field("X: \xe9")},
        {"empty_line_first", 400, "\r\n" + smuggled},
        {"climbing_path", 400, target("/static/../../etc/passwd")},
        {"climbing_path_escaped", 400, target("/%2e%2e/%2e%2e/etc/passwd")},
        {"nul_in_the_path", 400, target("/a%00.html")},
        {"broken_escape_in_the_path", 400, target("/%zz")},
        {"overlong_utf8_in_the_path", 400, target("/%c0%af")},
        {"broken_escape_in_the_query", 400, target("/?a=%")},
        {"unknown_expectation", 417, field("Expect: 200-ok")},
        {"chunk_with_extension", 400, chunks("1;a=b\r\nx\r\n0\r\n\r\n")},
        {"last_chunk_with_extension", 400, chunks("1\r\nx\r\n0;a\r\n\r\n")},
        {"chunk_size_not_hexadecimal", 400, chunks("g\r\nx\r\n0\r\n\r\n")},
        {"chunk_size_signed", 400, chunks("-1\r\nx\r\n0\r\n\r\n")},
        {"chunk_size_prefixed", 400, chunks("0x1\r\nx\r\n0\r\n\r\n")},
        {"chunk_size_with_blank", 400, chunks("1 \r\nx\r\n0\r\n\r\n")},
        {"chunk_size_overflowing", 400, chunks("10000000000000001\r\nx\r\n0\r\n\r\n")},
        {"chunk_size_empty", 400, chunks("\r\nx\r\n0\r\n\r\n")},
        {"chunk_longer_than_told", 400, chunks("1\r\nxyz\r\n0\r\n\r\n")},
        {"chunk_ended_by_bare_line_feeds", 400, chunks("1\nx\n0\n\n")},
        {"trailer_malformed", 400, chunks("1\r\nx\r\n0\r\nno colon\r\n\r\n")},
        {"trailer_folded", 400, chunks("1\r\nx\r\n0\r\n a: b\r\n\r\n")},
    };
}

class HostileHttp : public testing::TestWithParam<Oddity> {
protected:
    static void SetUpTestSuite() { server = new RunningServer; }
    static void TearDownTestSuite()
    {
        delete server;
        server = nullptr;
    }
    static RunningServer* server;
};

RunningServer* HostileHttp::server = nullptr;

} // namespace

TEST_P(HostileHttp, gets_one_answer_and_the_end)
{
    auto const handled_before = server->application.handled.load();
    auto client = server->client();
    client.send(GetParam().bytes + smuggled);
    auto const answer = client.read_answer();
    EXPECT_EQ(answer.status, GetParam().status) << answer.head;
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_EQ(answer.header("x-request-id").size(), 16U);
    client.end_sending();
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server->application.handled, handled_before) << "nothing of it reached the application";
}

INSTANTIATE_TEST_SUITE_P(
    oddity, HostileHttp, testing::ValuesIn(oddities()), [](auto const& oddity) { return oddity.param.name; });

TEST(HttpTrailers, are_read_and_mean_nothing)
{
    RunningServer server;
    auto client = server.client();
    client.send(chunks("1\r\nx\r\n0\r\nHost: evil\r\nX: y\r\n\r\n"));
    auto const answer = client.read_answer();
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body, "x");
    EXPECT_EQ(client.get("/who").body, "127.0.0.1 http localhost");
}
