#include "platform/outgoing/failure.h"

#include <curl/curl.h>

namespace ocp::outgoing {

namespace {

std::optional<Failure> failure_by_status(unsigned status)
{
    switch (status) {
    case 401:
    case 403:
        return Failure::OurFault;
    case 408:
    case 409:
    case 429:
        return Failure::Later;
    default:
        break;
    }
    if (status >= 500) return Failure::Later;
    if (status >= 400) return Failure::No;
    // Redirects are not followed: only a wrong base URL leads to one.
    if (status >= 300) return Failure::OurFault;
    return std::nullopt;
}

} // namespace

std::string_view to_text(Failure failure)
{
    switch (failure) {
    case Failure::NotSent:
        return "not sent";
    case Failure::Unknown:
        return "unknown";
    case Failure::Later:
        return "later";
    case Failure::No:
        return "no";
    case Failure::OurFault:
        return "our fault";
    }
    return "";
}

std::optional<Failure> failure_of(int curl_code, unsigned status, bool sent)
{
    // A refusal is one, though the end of its body did not come.
    if (status >= 300) return failure_by_status(status);
    switch (curl_code) {
    case CURLE_OK:
        return status >= 200 ? failure_by_status(status) : Failure::Unknown;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
        return Failure::NotSent;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_URL_MALFORMAT:
        return Failure::OurFault;
    case CURLE_UNSUPPORTED_PROTOCOL:
        // Also what an answer is called that is no HTTP at all.
        return sent ? Failure::Unknown : Failure::OurFault;
    default:
        return sent ? Failure::Unknown : Failure::NotSent;
    }
}

} // namespace ocp::outgoing
