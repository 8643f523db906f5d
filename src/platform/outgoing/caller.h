#pragma once

#include "platform/outgoing/failure.h"
#include "platform/outgoing/options.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Every connection that this program opens to another company's server.
namespace ocp::outgoing {

class Transfer;

struct Request {
    std::string_view vendor; ///< for the log
    std::string_view method = "POST"; ///< GET sends no body
    std::string base_url; ///< of a setting: http or https, and that scheme alone is spoken
    std::string path; ///< behind the base URL; may hold a query
    std::vector<std::string> headers; ///< "Name: value"
    std::string body;
    std::chrono::milliseconds connect_within{5'000};
    std::chrono::milliseconds answer_within{30'000}; ///< in all, connecting included
    int attempt = 1; ///< for the log
    std::string_view id_header = "x-request-id"; ///< in which the vendor numbers its answers, for the log
};

struct Answer {
    unsigned status = 0; ///< 0: there was none
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body; ///< unpacked; never over 1 MB
    std::optional<Failure> failure; ///< nothing: 2xx, complete
    std::string trouble; ///< what libcurl says of it, "" when it says nothing
    std::chrono::seconds retry_after{0}; ///< of the header, either form; 0 without one

    /// "" when absent.
    std::string_view header(std::string_view lower_case_name) const;
};

/// Asks one question after another and keeps connections open between them. For one thread at a time, never
/// inside a database transaction. Follows no redirect, never goes without a check of the certificate, takes
/// no answer over 1 MB. Each call is one line of the log: vendor, method, path, status, milliseconds, attempt
/// and the vendor's number; never headers, bodies or query strings.
class Caller {
public:
    explicit Caller(Options);
    ~Caller();
    Caller(Caller const&) = delete;
    Caller& operator=(Caller const&) = delete;

    /// Never throws for what happens on the way: that is in the answer. Throws std::invalid_argument when the
    /// base URL is neither http nor https.
    Answer ask(Request const&);

    /// From any thread: the call that runs, and any later one, ends by then at the latest.
    void end_by(std::chrono::steady_clock::time_point);

private:
    std::unique_ptr<Transfer> transfer_;
};

} // namespace ocp::outgoing
