#include "platform/outgoing/failure.h"

#include <curl/curl.h>
#include <gtest/gtest.h>

namespace ocp::outgoing {

TEST(FailureOfACall, is_none_when_a_whole_good_answer_came)
{
    for (unsigned const status : {200U, 201U, 202U, 204U})
        EXPECT_EQ(failure_of(CURLE_OK, status, true), std::nullopt) << status;
}

TEST(FailureOfACall, is_not_sent_when_nothing_left)
{
    for (auto const code : {CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT,
             CURLE_SSL_CONNECT_ERROR, CURLE_OPERATION_TIMEDOUT})
        EXPECT_EQ(failure_of(code, 0, false), Failure::NotSent) << code;
    // Through a proxy bytes leave before there is a connection.
    EXPECT_EQ(failure_of(CURLE_SSL_CONNECT_ERROR, 0, true), Failure::NotSent);
}

TEST(FailureOfACall, is_unknown_when_it_may_have_been_done)
{
    for (auto const code : {CURLE_OPERATION_TIMEDOUT, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR,
             CURLE_UNSUPPORTED_PROTOCOL})
        EXPECT_EQ(failure_of(code, 0, true), Failure::Unknown) << code;
    for (auto const code : {CURLE_PARTIAL_FILE, CURLE_WRITE_ERROR, CURLE_BAD_CONTENT_ENCODING})
        EXPECT_EQ(failure_of(code, 200, true), Failure::Unknown) << code;
}

TEST(FailureOfACall, is_later_when_they_ask_for_patience)
{
    for (unsigned const status : {408U, 409U, 429U, 500U, 502U, 503U, 504U})
        EXPECT_EQ(failure_of(CURLE_OK, status, true), Failure::Later) << status;
    EXPECT_EQ(failure_of(CURLE_PARTIAL_FILE, 503, true), Failure::Later);
}

TEST(FailureOfACall, is_no_for_what_they_will_never_take)
{
    for (unsigned const status : {400U, 402U, 404U, 413U, 422U})
        EXPECT_EQ(failure_of(CURLE_OK, status, true), Failure::No) << status;
}

TEST(FailureOfACall, is_our_fault_when_key_address_or_certificate_is_wrong)
{
    for (unsigned const status : {301U, 302U, 401U, 403U})
        EXPECT_EQ(failure_of(CURLE_OK, status, true), Failure::OurFault) << status;
    for (auto const code : {CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_URL_MALFORMAT,
             CURLE_UNSUPPORTED_PROTOCOL})
        EXPECT_EQ(failure_of(code, 0, false), Failure::OurFault) << code;
}

} // namespace ocp::outgoing
