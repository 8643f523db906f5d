#include "platform/http/response_head.h"

#include "platform/http/ascii.h"

#include <charconv>

namespace ocp::http {

namespace {

constexpr std::string_view own_headers[]
    = {"content-length", "date", "connection", "x-request-id", "transfer-encoding"};

bool is_own(std::string_view name)
{
    for (auto const own : own_headers)
        if (same_but_case(name, own)) return true;
    return false;
}

void append_number(std::string& out, std::size_t number)
{
    char digits[20];
    auto const [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    if (error == std::errc{}) out.append(digits, end);
}

void append_header(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ");
    auto const start = out.size();
    out.append(value);
    for (auto at = start; at < out.size(); ++at)
        if (static_cast<unsigned char>(out[at]) < ' ' || out[at] == 0x7f) out[at] = ' ';
    out.append("\r\n");
}

// A 304 repeats what a cache needs (RFC 9110 §15.4.5); the rest describes a body that is not sent.
bool describes_a_body(std::string_view name)
{
    return same_but_case(name, "content-type") || same_but_case(name, "content-encoding");
}

} // namespace

std::string_view HttpDate::at(std::time_t now)
{
    if (now != second_) {
        constexpr char const* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        constexpr char const* months[]
            = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        std::tm utc{};
        gmtime_r(&now, &utc);
        char rest[32];
        // strftime's own names of days and months follow the locale.
        auto const length = std::strftime(rest, sizeof rest, "%Y %H:%M:%S GMT", &utc);
        auto const day = (utc.tm_mday < 10 ? "0" : "") + std::to_string(utc.tm_mday);
        text_ = std::string{days[utc.tm_wday]} + ", " + day + " " + months[utc.tm_mon] + " "
            + std::string{rest, length};
        second_ = now;
    }
    return text_;
}

bool is_known(Request const& request, Response const& response)
{
    if (response.status != 200 || (request.method != Method::Get && request.method != Method::Head))
        return false;
    auto known = request.header("if-none-match");
    if (known.empty()) return false;
    auto const strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
    auto const tag = strong(response.header("ETag"));
    if (tag.empty()) return false;
    while (!known.empty()) {
        auto const candidate = next_piece(known, ',');
        if (candidate == "*" || strong(candidate) == tag) return true;
    }
    return false;
}

void write_head(std::string& out, Response const& response, HeadFacts const& facts)
{
    out.assign("HTTP/1.1 ");
    append_number(out, response.status);
    out.append(" ").append(reason(response.status)).append("\r\nDate: ").append(facts.date);
    out.append("\r\nX-Request-Id: ").append(facts.id).append("\r\n");
    if (!response.stream && may_have_body(response.status)) {
        out.append("Content-Length: ");
        append_number(out, response.body ? response.body->size() : 0);
        out.append("\r\n");
    }
    if (facts.after == After::Close)
        out.append("Connection: close\r\n");
    else if (facts.version_1_0)
        out.append("Connection: keep-alive\r\n");
    bool says_when = false;
    for (auto const& [name, value] : response.headers) {
        if (is_own(name) || (response.status == 304 && describes_a_body(name))) continue;
        says_when = says_when || same_but_case(name, "Retry-After");
        append_header(out, name, value);
    }
    if (is_busy(response.status) && !says_when)
        append_header(out, "Retry-After", std::to_string(facts.retry_after));
    out.append("\r\n");
}

std::string_view reason(unsigned status)
{
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "";
    }
}

} // namespace ocp::http
