#include "platform/log/escape.h"

#include <algorithm>
#include <array>

namespace ocp::log {

namespace {

unsigned char byte_at(std::string_view text, std::size_t at)
{
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

/// Bytes of the UTF-8 letter that begins `text`; 0 when none does, or when it is a C1 control (a terminal
/// obeys those).
std::size_t letter_size(std::string_view text)
{
    auto const first = byte_at(text, 0), second = byte_at(text, 1);
    auto const follows = [&](std::size_t at) { return (byte_at(text, at) & 0xc0) == 0x80; };
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return follows(1) && !(first == 0xc2 && second < 0xa0) ? 2 : 0;
    if ((first & 0xf0) == 0xe0) {
        auto const is_overlong = first == 0xe0 && second < 0xa0;
        auto const is_surrogate = first == 0xed && second >= 0xa0;
        return follows(1) && follows(2) && !is_overlong && !is_surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        auto const is_out_of_range = (first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90);
        return follows(1) && follows(2) && follows(3) && !is_out_of_range ? 4 : 0;
    }
    return 0;
}

void append_hex(std::string& line, unsigned char byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    line += digits[byte >> 4];
    line += digits[byte & 15];
}

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

/// Appends what needs no escape and answers how much that was.
std::size_t append_harmless(std::string& line, std::string_view text)
{
    auto const end = std::find_if(text.begin(), text.end(),
        [](char c) { return is_control(c) || c == '"' || c == '\\' || (c & 0x80); });
    line.append(text.begin(), end);
    return static_cast<std::size_t>(end - text.begin());
}

} // namespace

void append_json(std::string& line, std::string_view text)
{
    line += '"';
    while (true) {
        text.remove_prefix(append_harmless(line, text));
        if (text.empty()) break;
        auto size = letter_size(text);
        char const c = text.front();
        if (size == 0) {
            line += "\\ufffd";
            size = 1;
        } else if (is_control(c)) {
            line += "\\u00";
            append_hex(line, static_cast<unsigned char>(c));
        } else {
            if (size == 1) line += '\\';
            line.append(text.substr(0, size));
        }
        text.remove_prefix(size);
    }
    line += '"';
}

void append_plain(std::string& line, std::string_view text, Quote quote)
{
    auto const is_quoted
        = quote == Quote::WhenNeeded && (text.empty() || text.find_first_of(" \"=") != text.npos);
    if (is_quoted) line += '"';
    while (true) {
        text.remove_prefix(append_harmless(line, text));
        if (text.empty()) break;
        auto const size = letter_size(text);
        char const c = text.front();
        if (size == 0 || is_control(c)) {
            line += "\\x";
            append_hex(line, static_cast<unsigned char>(c));
        } else {
            if (size == 1 && (is_quoted || c == '\\')) line += '\\';
            line.append(text.substr(0, size));
        }
        text.remove_prefix(std::max(size, std::size_t{1}));
    }
    if (is_quoted) line += '"';
}

bool names_a_secret(std::string_view name)
{
    constexpr std::array<std::string_view, 7> words{
        "api", "token", "key", "secret", "pass", "signature", "cookie"};
    auto const same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return std::search(name.begin(), name.end(), word.begin(), word.end(), same) != name.end();
    });
}

std::string without_secrets(std::string_view path)
{
    constexpr std::size_t shortest_token = 22;
    path = path.substr(0, path.find('?'));
    std::string shown;
    while (!path.empty()) {
        auto const part = path.substr(0, path.find('/', 1));
        path.remove_prefix(part.size());
        auto const is_token = part.size() > shortest_token && part.find('.') == part.npos;
        shown += is_token ? std::string{part.substr(0, 5)} + "…" : std::string{part};
    }
    return shown;
}

} // namespace ocp::log
