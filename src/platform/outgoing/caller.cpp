#include "platform/outgoing/caller.h"

#include "platform/log/escape.h"
#include "platform/log/log.h"
#include "platform/outgoing/transfer.h"

#include <algorithm>
#include <stdexcept>

namespace ocp::outgoing {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr std::size_t longest_body = 1'000'000;
constexpr std::size_t longest_headers = 64 * 1024;

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

void prepare(CURL* easy, Request const& request, curl_slist* headers, Answer& into)
{
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
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

} // namespace

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
    : transfer_{std::make_unique<Transfer>(std::move(options))}
{
}

Caller::~Caller() = default;

Answer Caller::ask(Request const& request)
{
    auto const url = request.base_url + request.path;
    // Otherwise libcurl waits a second for a «100 Continue» before a large body.
    auto lines = request.headers;
    lines.emplace_back("Expect:");
    auto const headers = list_of(lines);
    auto const begun = Steady::now();
    Answer answer;
    auto* const easy
        = transfer_->begin(url, std::string{scheme_of(url)}, {request.connect_within, request.answer_within});
    prepare(easy, request, headers.get(), answer);
    auto const code = transfer_->run();

    long status = 0, sent = 0;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &sent);
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after);
    answer.status = static_cast<unsigned>(status);
    answer.retry_after = std::chrono::seconds{retry_after};
    answer.failure = failure_of(code, answer.status, sent > 0);
    answer.trouble = transfer_->trouble(code);
    tell(request, url, answer, std::chrono::duration_cast<milliseconds>(Steady::now() - begun));
    return answer;
}

void Caller::end_by(Steady::time_point end)
{
    transfer_->end_by(end);
}

} // namespace ocp::outgoing
