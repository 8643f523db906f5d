#include "platform/http/head_scan.h"

#include "platform/http/allowed_hosts.h"
#include "platform/http/ascii.h"
#include "platform/http/forms.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ocp::http {

namespace {

using Refused = tl::unexpected<unsigned>;

constexpr auto token_bytes = [] {
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c)
        table[c] = true;
    for (unsigned c = 'A'; c <= 'Z'; ++c)
        table[c] = true;
    for (char const c : std::string_view{"!#$%&'*+-.^_`|~"})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_token(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return token_bytes[static_cast<unsigned char>(c)];
    });
}

// 0: fine.
unsigned refuse_version(std::string_view version)
{
    if (version == "HTTP/1.1" || version == "HTTP/1.0") return 0;
    auto const is_version = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5])
        && version[6] == '.' && is_digit(version[7]);
    return is_version ? 505 : 400;
}

unsigned read_method(std::string_view word, ScannedHead& head)
{
    static constexpr std::pair<std::string_view, Method> known[] = {
        {"GET", Method::Get},
        {"HEAD", Method::Head},
        {"POST", Method::Post},
        {"PUT", Method::Put},
        {"DELETE", Method::Delete},
        {"PATCH", Method::Patch},
        {"OPTIONS", Method::Options},
    };
    for (auto const& [name, method] : known) {
        if (word != name) continue;
        head.method = method;
        return 0;
    }
    if (word == "TRACE" || word == "CONNECT") return 405;
    return is_token(word) ? 501 : 400;
}

unsigned read_target(std::string_view target, ScannedHead& head)
{
    if (target.size() > longest_target) return 414;
    auto const is_visible = [](char c) { return c > ' ' && c < 0x7f && c != '#'; };
    if (!target.starts_with('/') || !std::all_of(target.begin(), target.end(), is_visible)) return 400;
    head.target = target;
    return 0;
}

unsigned read_request_line(std::string_view line, ScannedHead& head)
{
    auto const first = line.find(' '), last = line.rfind(' ');
    if (first == line.npos || first == last) return 400;
    auto const version = line.substr(last + 1);
    if (auto const status = refuse_version(version)) return status;
    head.version_1_0 = version == "HTTP/1.0";
    head.keep_alive = !head.version_1_0;
    if (auto const status = read_method(line.substr(0, first), head)) return status;
    return read_target(line.substr(first + 1, last - first - 1), head);
}

// What the fields seen so far say about framing and the connection; each may say it once.
struct Said {
    unsigned hosts = 0, lengths = 0, encodings = 0;
};

unsigned read_length(std::string_view value, ScannedHead& head)
{
    constexpr std::size_t most_digits = 18;
    if (value.empty() || value.size() > most_digits || !std::all_of(value.begin(), value.end(), is_digit))
        return 400;
    std::from_chars(value.data(), value.data() + value.size(), head.content_length);
    return 0;
}

void read_connection(std::string_view value, ScannedHead& head)
{
    while (!value.empty()) {
        auto const option = next_piece(value, ',');
        if (same_but_case(option, "close")) head.keep_alive = false;
        if (same_but_case(option, "keep-alive") && head.version_1_0) head.keep_alive = true;
    }
}

unsigned heed_field(std::string_view name, std::string_view value, ScannedHead& head, Said& said)
{
    if (name == "host") {
        auto name_sent = host_name(value);
        if (++said.hosts > 1 || !name_sent) return 400;
        head.host = *std::move(name_sent);
    } else if (name == "content-length") {
        return ++said.lengths > 1 ? 400 : read_length(value, head);
    } else if (name == "transfer-encoding") {
        if (++said.encodings > 1 || !same_but_case(value, "chunked")) return 501;
        head.chunked = true;
    } else if (name == "connection") {
        read_connection(value, head);
    } else if (name == "expect") {
        if (!same_but_case(value, "100-continue")) return 417;
        head.expects_continue = !head.version_1_0;
    }
    return 0;
}

unsigned read_field(std::string_view line, ScannedHead& head, Said& said)
{
    if (head.headers.size() == most_header_fields) return 431;
    auto const colon = line.find(':');
    // No blank may stand before the colon, nor open the line: that would be a folded one.
    if (colon == line.npos || !is_token(line.substr(0, colon))) return 400;
    auto const value = trimmed(line.substr(colon + 1));
    if (!valid_utf8(value)) return 400;
    auto const& field = head.headers.emplace_back(lowered(line.substr(0, colon)), value);
    return heed_field(field.first, value, head, said);
}

std::string_view take_line(std::string_view& rest)
{
    auto const line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(line.size() + 2);
    return line;
}

} // namespace

HeadFinder::Answer HeadFinder::look(std::string_view bytes)
{
    auto const within = std::min(bytes.size(), longest_head);
    for (; seen_ < within; ++seen_) {
        auto const c = bytes[seen_];
        if (static_cast<unsigned char>(c) >= ' ' && c != 0x7f) continue;
        if (c == '\n') {
            if (seen_ == 0 || bytes[seen_ - 1] != '\r') return Answer::Malformed;
            if (seen_ < 3 || bytes[seen_ - 3] != '\r') continue;
            ++seen_;
            return Answer::Found;
        }
        if (c != '\r') return Answer::Malformed;
        if (seen_ + 1 == bytes.size()) return Answer::More;
        if (bytes[seen_ + 1] != '\n') return Answer::Malformed;
    }
    auto const first_line = bytes.substr(0, bytes.find("\r\n"));
    if (first_line.size() > longest_target + 100) return Answer::TargetTooLong;
    return bytes.size() < longest_head ? Answer::More : Answer::TooLarge;
}

tl::expected<ScannedHead, unsigned> scan_head(std::string_view text)
{
    if (!text.ends_with("\r\n\r\n")) return Refused{400};
    text.remove_suffix(2);
    ScannedHead head;
    if (auto const status = read_request_line(take_line(text), head)) return Refused{status};
    head.headers.reserve(16);
    Said said;
    while (!text.empty())
        if (auto const status = read_field(take_line(text), head, said)) return Refused{status};
    if (said.hosts != 1) return Refused{400};
    if (head.chunked && (said.lengths > 0 || head.version_1_0)) return Refused{400};
    return head;
}

} // namespace ocp::http
