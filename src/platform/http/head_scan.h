#pragma once

#include "platform/http/request.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace ocp::http {

inline constexpr std::size_t longest_head = 16 * 1024;
inline constexpr std::size_t longest_target = 8000;
inline constexpr std::size_t most_header_fields = 100;

/// Finds the end of a request's head in bytes that arrive piece by piece. Refuses as soon as it sees them a
/// bare CR or LF and any control byte (reliability.md §4, "The cure").
class HeadFinder {
public:
    enum class Answer { More, Found, Malformed, TargetTooLong, TooLarge };
    /// `bytes` is all that has arrived of this head, each time from its first byte.
    Answer look(std::string_view bytes);
    /// The head's length with its empty line, once Found.
    std::size_t length() const { return seen_; }
    void restart() { seen_ = 0; }

private:
    std::size_t seen_ = 0;
};

/// The head of one request, each of its statements unambiguous.
struct ScannedHead {
    Method method = Method::Get;
    std::string_view target;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string host; ///< lower case, without port
    std::uint64_t content_length = 0;
    bool chunked = false;
    bool keep_alive = true;
    bool expects_continue = false;
    bool version_1_0 = false;

    bool has_body() const { return chunked || content_length > 0; }
};

/// Reads a whole head, its empty line included; or the status to refuse it with.
///
/// 400 malformed, not exactly one valid Host, doubtful or doubled framing · 405 TRACE, CONNECT · 414 target
/// too long · 417 unknown Expect · 431 too many fields · 501 another method, a Transfer-Encoding that is not
/// exactly "chunked" · 505 neither HTTP/1.0 nor 1.1. `target` points into `head`.
tl::expected<ScannedHead, unsigned> scan_head(std::string_view head);

} // namespace ocp::http
