#pragma once

#include "platform/http/request.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::http {

/// Parses `a=1&b=x%20y`. Nothing when it is not valid percent-encoded UTF-8 without NUL, or has over 200
/// fields.
std::optional<Fields> parse_urlencoded(std::string_view text);

struct MultipartForm {
    Fields fields;
    std::vector<Upload> uploads;
};
/// Parses multipart/form-data with the boundary of `content_type`; nothing when malformed (200 parts at
/// most).
std::optional<MultipartForm> parse_multipart(std::string_view content_type, std::string_view body);

/// The form a request carries, whichever of the two encodings it uses.
/// status 415: another content type; 400: malformed.
struct FormAnswer {
    unsigned status = 200;
    MultipartForm form;
};
FormAnswer read_form(Request const& request);

/// Percent-decodes a path; nothing when malformed, not UTF-8, with NUL, or climbing (`..`).
std::optional<std::string> decode_path(std::string_view path);
std::string url_encode(std::string_view text);
/// The `next` field of a form when it is a path of ours ("/x", never "//", "/\\", control bytes or a scheme),
/// else "/".
std::string safe_redirect(std::string_view next);

bool valid_utf8(std::string_view text);

} // namespace ocp::http
