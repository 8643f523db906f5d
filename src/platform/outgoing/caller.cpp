#include "platform/outgoing/caller.h"

#include "platform/log/escape.h"
#include "platform/log/log.h"

#include <algorithm>
#include <atomic>
#include <curl/curl.h>
#include <mutex>
#include <stdexcept>

namespace ocp::outgoing {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr std::size_t longest_body = 1'000'000;
constexpr std::size_t longest_headers = 64 * 1024;

/// Before the first thread of ours that calls; libcurl 7.84 and later may have others beside it.
void start_libcurl()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
            throw std::runtime_error{"libcurl cannot start"};
    });
}

std::string lower_case(std::string_view text)
{
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view scheme_of(std::string_view url)
{
    for (std::string_view const scheme : {"https", "http"})
        if (url.starts_with(scheme) && url.substr(scheme.size()).starts_with("://")) return scheme;
    throw std::invalid_argument{"a base URL begins with http:// or https://"};
}

/// What stands in the log: no host, no query, no token.
std::string path_of(std::string_view url)
{
    auto const host = url.find("://") + 3;
    auto const path = url.find('/', host);
    return log::without_secrets(path == url.npos ? "/" : url.substr(path));
}

struct ListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListFree>;

List list_of(std::vector<std::string> const& lines)
{
    List list;
    auto const add = [&](char const* line) {
        auto* const longer = curl_slist_append(list.get(), line);
        if (!longer) throw std::bad_alloc{};
        (void)list.release();
        list.reset(longer);
    };
    // Otherwise libcurl waits a second for a «100 Continue» before a large body.
    add("Expect:");
    for (auto const& line : lines)
        add(line.c_str());
    return list;
}

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* into)
{
    auto& body = static_cast<Answer*>(into)->body;
    if (body.size() + count > longest_body) return 0;
    body.append(bytes, count);
    return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* into)
{
    auto& headers = static_cast<Answer*>(into)->headers;
    std::string_view const line{bytes, count};
    if (line.starts_with("HTTP/")) headers.clear();
    std::size_t held = count;
    for (auto const& [name, value] : headers)
        held += name.size() + value.size();
    if (held > longest_headers) return 0;
    if (auto const colon = line.find(':'); colon != line.npos)
        headers.emplace_back(
            lower_case(trimmed(line.substr(0, colon))), std::string{trimmed(line.substr(colon + 1))});
    return count;
}

long ms(milliseconds time)
{
    return static_cast<long>(time.count());
}

} // namespace

struct Caller::State {
    explicit State(Options chosen)
        : options{std::move(chosen)}
        , multi{(start_libcurl(), curl_multi_init())}
        , easy{curl_easy_init()}
    {
        if (!multi || !easy) throw std::runtime_error{"libcurl cannot start"};
    }
    ~State()
    {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
    }
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    void prepare(Request const& request, std::string const& url, curl_slist* headers, Answer& into);
    CURLcode run();

    Options const options;
    CURLM* const multi;
    CURL* const easy;
    std::string trouble = std::string(CURL_ERROR_SIZE, '\0');
    std::atomic<Steady::time_point> end{Steady::time_point::max()};
};

void Caller::State::prepare(Request const& request, std::string const& url, curl_slist* headers, Answer& into)
{
    std::string const scheme{scheme_of(url)};
    curl_easy_reset(easy);
    trouble.assign(CURL_ERROR_SIZE, '\0');
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, trouble.data());
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    // Nobody waits for a name that is still being looked up when the program ends.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, ms(request.connect_within));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, ms(request.answer_within));
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, scheme.c_str());
    // A proxy of the environment must not swallow calls to this very machine.
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &into);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &into);
    if (request.method == "GET") return;
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    if (request.method != "POST")
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, std::string{request.method}.c_str());
}

/// By the multi interface, since only that can be woken up by another thread.
CURLcode Caller::State::run()
{
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) return CURLE_FAILED_INIT;
    auto code = CURLE_OPERATION_TIMEDOUT;
    for (int running = 1; Steady::now() < end.load();) {
        if (curl_multi_perform(multi, &running) != CURLM_OK) {
            code = CURLE_FAILED_INIT;
            break;
        }
        if (running == 0) {
            int left = 0;
            auto const* const message = curl_multi_info_read(multi, &left);
            code = message ? message->data.result : CURLE_FAILED_INIT;
            break;
        }
        auto const patience = std::clamp(std::chrono::ceil<milliseconds>(end.load() - Steady::now()),
            milliseconds{0}, milliseconds{1'000});
        curl_multi_poll(multi, nullptr, 0, static_cast<int>(patience.count()), nullptr);
    }
    return code;
}

std::string_view Answer::header(std::string_view lower_case_name) const
{
    auto const found = std::find_if(
        headers.begin(), headers.end(), [&](auto const& header) { return header.first == lower_case_name; });
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

namespace {

void tell(Request const& request, std::string const& url, Answer const& answer, milliseconds took)
{
    auto const path = path_of(url);
    auto const id = answer.header(request.id_header);
    if (!answer.failure)
        return log::info("outgoing call",
            {{"vendor", request.vendor}, {"method", request.method}, {"path", path},
                {"status", answer.status}, {"ms", took.count()}, {"attempt", request.attempt},
                {"vendor_id", id}});
    log::warning("outgoing call failed",
        {{"vendor", request.vendor}, {"method", request.method}, {"path", path}, {"status", answer.status},
            {"ms", took.count()}, {"attempt", request.attempt}, {"vendor_id", id},
            {"failure", to_text(*answer.failure)}, {"what", answer.trouble}});
}

} // namespace

Caller::Caller(Options options)
    : state_{std::make_unique<State>(std::move(options))}
{
}

Caller::~Caller() = default;

Answer Caller::ask(Request const& request)
{
    auto const url = request.base_url + request.path;
    auto const headers = list_of(request.headers);
    auto const begun = Steady::now();
    Answer answer;
    state_->prepare(request, url, headers.get(), answer);
    auto const code = state_->run();

    long status = 0, sent = 0;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(state_->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(state_->easy, CURLINFO_REQUEST_SIZE, &sent);
    curl_easy_getinfo(state_->easy, CURLINFO_RETRY_AFTER, &retry_after);
    curl_multi_remove_handle(state_->multi, state_->easy);
    answer.status = static_cast<unsigned>(status);
    answer.retry_after = std::chrono::seconds{retry_after};
    answer.failure = failure_of(code, answer.status, sent > 0);
    answer.trouble = state_->trouble.c_str();
    if (answer.trouble.empty() && code != CURLE_OK) answer.trouble = curl_easy_strerror(code);
    tell(request, url, answer, std::chrono::duration_cast<milliseconds>(Steady::now() - begun));
    return answer;
}

void Caller::end_by(Steady::time_point end)
{
    state_->end = end;
    curl_multi_wakeup(state_->multi);
}

} // namespace ocp::outgoing
