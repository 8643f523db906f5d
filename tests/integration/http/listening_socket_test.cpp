#include "base/descriptor.h"
#include "platform/http/listening_socket.h"
#include "tests/integration/http/running_server.h"

#include <gmock/gmock.h>

TEST(ListeningSocket, names_the_place_that_is_taken)
{
    RunningServer const there;
    auto const port = there.server.port();
    try {
        ocp::Descriptor const second{ocp::http::open_listening_socket("127.0.0.1", port)};
        FAIL() << "two cannot listen at one port";
    } catch (std::system_error const& error) {
        EXPECT_EQ(error.code(), std::errc::address_in_use);
        EXPECT_THAT(error.what(), testing::HasSubstr("127.0.0.1:" + std::to_string(port)));
    }
}

TEST(ListeningSocket, names_an_address_that_is_none)
{
    EXPECT_THROW(ocp::http::open_listening_socket("here", 0), std::system_error);
}
