#pragma once

#include "platform/outgoing/options.h"

#include <atomic>
#include <chrono>
#include <curl/curl.h>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::outgoing {

/// One exchange of libcurl's after another, which another thread can end. What holds for every connection of
/// ours is set here; Caller speaks HTTP by it, clients of other protocols use it themselves.
class Transfer {
public:
    explicit Transfer(Options);
    ~Transfer();
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    struct Limits {
        std::chrono::milliseconds connect_within, answer_within; ///< the second in all
    };
    /// The handle with nothing set but: address, this one protocol, both times, no redirect, no proxy for
    /// this machine, certificates checked.
    CURL* begin(std::string const& url, std::string const& scheme, Limits);
    /// What was set on the handle, done; CURLE_OPERATION_TIMEDOUT too when it was ended.
    CURLcode run();
    /// What libcurl says of it, "" when it says nothing.
    std::string trouble(CURLcode) const;

    /// From any thread: the exchange that runs, and any later one, ends by then at the latest.
    void end_by(std::chrono::steady_clock::time_point);

private:
    Options const options_;
    CURLM* const multi_;
    CURL* const easy_;
    std::string trouble_ = std::string(CURL_ERROR_SIZE, '\0');
    std::atomic<std::chrono::steady_clock::time_point> end_{std::chrono::steady_clock::time_point::max()};
};

struct ListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
/// A list of lines, as libcurl wants headers and recipients.
using List = std::unique_ptr<curl_slist, ListFree>;
List list_of(std::vector<std::string> const&);

} // namespace ocp::outgoing
