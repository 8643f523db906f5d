#pragma once

#include "platform/http/request.h"
#include "platform/http/response.h"

#include <ctime>
#include <string>
#include <string_view>

namespace ocp::http {

/// The Date header's value, written once a second.
class HttpDate {
public:
    std::string_view at(std::time_t now);

private:
    std::time_t second_ = -1;
    std::string text_;
};

enum class After { KeepAlive, Close };

/// What only the transport knows about a response.
struct HeadFacts {
    std::string_view date, id;
    After after = After::KeepAlive;
    bool version_1_0 = false;
    unsigned retry_after = 0; ///< seconds a 429 or 503 asks for, when the application says nothing
};

/// True when the client has these very bytes already (If-None-Match names the response's ETag): answer 304.
bool is_known(Request const& request, Response const& response);

/// Writes status line and headers into `out`. Content-Length, Date, Connection and X-Request-Id are the
/// transport's: the application's own are left out. No line break of a value survives.
void write_head(std::string& out, Response const& response, HeadFacts const& facts);

constexpr bool is_busy(unsigned status)
{
    return status == 429 || status == 503;
}
/// False for 1xx, 204 and 304.
constexpr bool may_have_body(unsigned status)
{
    return status >= 200 && status != 204 && status != 304;
}

/// "Not Found" for 404, "" for what has no name.
std::string_view reason(unsigned status);

} // namespace ocp::http
