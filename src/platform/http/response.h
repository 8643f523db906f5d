#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocp::http {

/// The writing end of a response that does not end (Server-Sent Events). Safe to use from any thread.
class StreamSink {
public:
    virtual ~StreamSink() = default;
    /// Queues bytes for the client. False when the client is gone, or so slow that more than 64 KB wait: then
    /// the server has dropped it, and it comes back with Last-Event-ID.
    virtual bool send(std::shared_ptr<std::string const> bytes) = 0;
    virtual void close() = 0;
    virtual bool open() const = 0;
};

/// The status of a response that is none: the connection ends without a word. nginx's own number for it.
inline constexpr unsigned no_answer = 444;

struct Response {
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    /// Shared, so that a page kept in a cache is never copied.
    std::shared_ptr<std::string const> body;
    /// Set for a response without an end: called once the head is sent, on the I/O thread; must not block.
    std::function<void(std::shared_ptr<StreamSink>)> stream;

    Response& with(std::string name, std::string value) &
    {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    Response&& with(std::string name, std::string value) &&
    {
        headers.emplace_back(std::move(name), std::move(value));
        return std::move(*this);
    }
    /// Any case; "" when absent.
    std::string_view header(std::string_view name) const;
};

Response html(std::string page, unsigned status = 200);
Response text(std::string words, unsigned status = 200);
Response json(std::string document, unsigned status = 200);
/// 303: look at that page now. `path` is a path of ours.
Response see_other(std::string path);
Response no_content();

/// A Set-Cookie value; see reliability.md §4 for the names and flags.
struct Cookie {
    std::string name, value;
    long max_age_seconds = 0; ///< 0: until the browser closes; below 0: forget it
    bool secure = true;
};
std::string set_cookie(Cookie const& cookie);

/// The bytes for `Content-Encoding: gzip`. When to use it (Accept-Encoding, kept pages) is the application's
/// choice.
std::string gzip(std::string_view bytes);
/// True when the client takes gzip, quality values read: `accepts_gzip(request.header("accept-encoding"))`.
bool accepts_gzip(std::string_view accept_encoding);

} // namespace ocp::http
