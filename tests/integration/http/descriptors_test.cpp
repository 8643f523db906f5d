#include "tests/integration/http/running_server.h"

#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace {

std::chrono::milliseconds time_on_the_processor()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::chrono::seconds{usage.ru_utime.tv_sec + usage.ru_stime.tv_sec}
    + std::chrono::milliseconds{(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000};
}

bool connects(int socket, unsigned short port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

// Holds every descriptor this process may still have.
class NoDescriptorsLeft {
public:
    NoDescriptorsLeft()
    {
        getrlimit(RLIMIT_NOFILE, &usual_);
        rlimit const low{200, usual_.rlim_max};
        setrlimit(RLIMIT_NOFILE, &low);
        for (int one = ::open("/dev/null", O_RDONLY); one >= 0; one = ::open("/dev/null", O_RDONLY))
            taken_.push_back(one);
    }
    ~NoDescriptorsLeft()
    {
        for (auto const one : taken_)
            ::close(one);
        setrlimit(RLIMIT_NOFILE, &usual_);
    }
    NoDescriptorsLeft(NoDescriptorsLeft const&) = delete;
    NoDescriptorsLeft& operator=(NoDescriptorsLeft const&) = delete;

private:
    rlimit usual_{};
    std::vector<int> taken_;
};

} // namespace

TEST(WithoutDescriptors, clients_are_sent_away_and_the_server_neither_spins_nor_stays_deaf)
{
    RunningServer server;
    auto client = server.client();
    EXPECT_EQ(client.get("/page").status, 200U);
    std::vector<int> sockets;
    for (int i = 0; i < 10; ++i)
        sockets.push_back(::socket(AF_INET, SOCK_STREAM, 0));
    auto shortage = std::make_unique<NoDescriptorsLeft>();

    for (auto const socket : sockets) {
        ASSERT_TRUE(connects(socket, server.server.port()));
        timeval patience{5, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        std::string answer(4096, '\0');
        auto const count = ::recv(socket, answer.data(), answer.size(), 0);
        EXPECT_GT(count, 0);
        EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 503");
    }
    auto const before = time_on_the_processor();
    std::this_thread::sleep_for(500ms);
    EXPECT_LT(time_on_the_processor() - before, 100ms) << "nobody comes, nothing is done";
    EXPECT_EQ(client.get("/page").status, 200U) << "who is inside is served";

    shortage.reset();
    for (auto const one : sockets)
        ::close(one);
    EXPECT_TRUE(soon([&] { return server.client().get("/page").status == 200; }));
}
