#pragma once

#include "base/clock.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocp::http {

enum class Method { Get, Head, Post, Put, Delete, Patch, Options };

/// Fields of a query string or a form, in the order sent. A single-valued field sent twice is a bad request,
/// so `one` answers nothing for it and `duplicated` tells.
class Fields {
public:
    void add(std::string name, std::string value) { items_.emplace_back(std::move(name), std::move(value)); }
    /// The field's value, or nothing when it is absent or sent more than once.
    std::optional<std::string_view> one(std::string_view name) const;
    /// The field's value as a person meant it (typed_text.h), "" when absent.
    std::string trimmed(std::string_view name) const;
    /// A whole decimal number without sign tricks, blanks or overflow; nothing otherwise.
    std::optional<std::int64_t> number(std::string_view name) const;
    std::vector<std::string_view> all(std::string_view name) const;
    bool has(std::string_view name) const;
    std::vector<std::pair<std::string, std::string>> const& items() const { return items_; }

private:
    std::vector<std::pair<std::string, std::string>> items_;
};

/// A file part of a multipart form.
struct Upload {
    std::string field, file_name, content_type, bytes;
};

/// One request, complete and already within every limit (head_scan.h says which).
struct Request {
    Method method = Method::Get;
    std::string target; ///< as sent: path and query
    std::string path; ///< decoded, starts with "/", UTF-8 without NUL
    Fields query;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;
    std::string host; ///< validated, lower case, without port
    std::string peer; ///< the client's address, proxies resolved
    bool secure = false; ///< https, as the trusted proxy says
    bool in_clear = false; ///< http, as the trusted proxy says; neither when none says anything
    std::string id; ///< in the log and in X-Request-Id
    Instant deadline; ///< work not begun by then is not worth beginning
    std::map<std::string, std::string, std::less<>> in_path; ///< filled by the router
    std::optional<std::size_t> route; ///< filled by the application: which of its routes a worker answered
    bool is_stream = false; ///< filled by the application: the answer has no end

    /// "" when absent.
    std::string_view header(std::string_view lower_case_name) const;
    /// "" when absent.
    std::string_view cookie(std::string_view name) const;
    std::string_view path_text(std::string_view name) const;
    std::optional<std::int64_t> path_number(std::string_view name) const;
};

} // namespace ocp::http
