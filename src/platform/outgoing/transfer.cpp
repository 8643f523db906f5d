#include "platform/outgoing/transfer.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <stdexcept>

namespace ocp::outgoing {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

/// Before the first thread of ours that calls; libcurl 7.84 and later may have others beside it.
void start_libcurl()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
            throw std::runtime_error{"libcurl cannot start"};
    });
}

long ms(milliseconds time)
{
    return static_cast<long>(time.count());
}

} // namespace

Transfer::Transfer(Options options)
    : options_{std::move(options)}
    , multi_{(start_libcurl(), curl_multi_init())}
    , easy_{curl_easy_init()}
{
    if (!multi_ || !easy_) throw std::runtime_error{"libcurl cannot start"};
}

Transfer::~Transfer()
{
    curl_easy_cleanup(easy_);
    curl_multi_cleanup(multi_);
}

CURL* Transfer::begin(std::string const& url, std::string const& scheme, Limits limits)
{
    curl_easy_reset(easy_);
    trouble_.assign(CURL_ERROR_SIZE, '\0');
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, trouble_.data());
    curl_easy_setopt(easy_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
    // Nobody waits for a name that is still being looked up when the program ends.
    curl_easy_setopt(easy_, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, ms(limits.connect_within));
    curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, ms(limits.answer_within));
    curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, scheme.c_str());
    // A proxy of the environment must not swallow calls to this very machine.
    curl_easy_setopt(easy_, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    curl_easy_setopt(easy_, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options_.ca_file.empty()) curl_easy_setopt(easy_, CURLOPT_CAINFO, options_.ca_file.c_str());
    return easy_;
}

/// By the multi interface, since only that can be woken up by another thread.
CURLcode Transfer::run()
{
    if (curl_multi_add_handle(multi_, easy_) != CURLM_OK) return CURLE_FAILED_INIT;
    auto code = CURLE_OPERATION_TIMEDOUT;
    int running = 1;
    while (Steady::now() < end_.load()) {
        if (curl_multi_perform(multi_, &running) != CURLM_OK) {
            code = CURLE_FAILED_INIT;
            break;
        }
        if (running == 0) {
            int left = 0;
            auto const* const message = curl_multi_info_read(multi_, &left);
            code = message ? message->data.result : CURLE_FAILED_INIT;
            break;
        }
        auto const patience = std::clamp(std::chrono::ceil<milliseconds>(end_.load() - Steady::now()),
            milliseconds{0}, milliseconds{1'000});
        curl_multi_poll(multi_, nullptr, 0, static_cast<int>(patience.count()), nullptr);
    }
    if (running != 0) {
        // What speaks line by line says goodbye, and would wait for the answer as long as for any other.
        curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, 1L);
        curl_easy_setopt(easy_, CURLOPT_SERVER_RESPONSE_TIMEOUT, 1L);
    }
    curl_multi_remove_handle(multi_, easy_);
    return code;
}

std::string Transfer::trouble(CURLcode code) const
{
    std::string said{trouble_.c_str()};
    return said.empty() && code != CURLE_OK ? curl_easy_strerror(code) : said;
}

void Transfer::end_by(Steady::time_point end)
{
    end_ = end;
    curl_multi_wakeup(multi_);
}

List list_of(std::vector<std::string> const& lines)
{
    List list;
    for (auto const& line : lines) {
        auto* const longer = curl_slist_append(list.get(), line.c_str());
        if (!longer) throw std::bad_alloc{};
        (void)list.release();
        list.reset(longer);
    }
    return list;
}

} // namespace ocp::outgoing
