#include "clients/sentry/scrub.h"

#include "platform/log/escape.h"

#include <algorithm>
#include <array>

namespace ocp::sentry {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    // Bytes of UTF-8 belong to letters: «élise@exemple.fr».
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

bool is_word(char c)
{
    return is_letter(c) || is_digit(c);
}

bool is_of_mail_name(char c)
{
    return is_word(c) || std::string_view{"._%+-'"}.find(c) != std::string_view::npos;
}

bool is_of_token(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '+'
        || c == '=' || c == '~';
}

bool is_of_number(char c)
{
    return is_digit(c) || c == ' ' || c == '.' || c == '-' || c == '(' || c == ')' || c == '/';
}

template <class Belongs>
std::size_t run_of(std::string_view text, std::size_t at, Belongs belongs)
{
    auto const end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), belongs);
    return static_cast<std::size_t>(end - text.begin()) - at;
}

/// Nothing that tells of a person is longer; what may be is looked for within, so that a hostile text takes
/// no longer than another.
constexpr std::size_t window = 320;

/// Each of these answers how many bytes at `at` are of its kind, 0 when none are; `at` begins a word.
std::size_t mail_address(std::string_view text, std::size_t at)
{
    text = text.substr(0, at + window);
    auto const name = run_of(text, at, is_of_mail_name);
    if (name == 0 || at + name >= text.size() || text[at + name] != '@') return 0;
    auto const host
        = run_of(text, at + name + 1, [](char c) { return is_word(c) || c == '.' || c == '-' || c == '_'; });
    return host == 0 ? 0 : name + 1 + host;
}

std::size_t mail_address_written_for_urls(std::string_view text, std::size_t at)
{
    text = text.substr(0, at + window);
    // The name's letters are those of the escape too.
    auto const end = at + run_of(text, at, is_of_mail_name);
    auto const sign = text.substr(at, end - at).find("%40");
    if (sign == text.npos || sign == 0 || at + sign + 3 >= end) return 0;
    return end - at;
}

std::size_t telephone(std::string_view text, std::size_t at)
{
    text = text.substr(0, at + window);
    auto const is_international = text[at] == '+';
    if (!is_international && text[at] != '0') return 0;
    auto const start = at + (is_international ? 1 : 0);
    auto length = run_of(text, start, is_of_number);
    while (length > 0 && !is_digit(text[start + length - 1]))
        --length;
    auto const digits = std::count_if(text.begin() + static_cast<std::ptrdiff_t>(start),
        text.begin() + static_cast<std::ptrdiff_t>(start + length), is_digit);
    auto const is_one = is_international ? digits >= 8 && digits <= 15 : digits >= 10 && digits <= 14;
    return is_one ? start + length - at : 0;
}

/// Words joined to a name, as programs have them, are mostly small letters; chance mixes.
bool is_left_to_chance(std::string_view run)
{
    auto const count = [&](auto is_one) { return std::count_if(run.begin(), run.end(), is_one); };
    auto const digits = count(is_digit);
    auto const capitals = count([](char c) { return c >= 'A' && c <= 'Z'; });
    auto const small = count([](char c) { return c >= 'a' && c <= 'z'; });
    if (capitals > 0 && small > 0) return digits > 0 || capitals * 10 >= (capitals + small) * 3;
    return digits >= 3 && capitals + small > 0;
}

std::size_t token(std::string_view text, std::size_t at)
{
    constexpr std::size_t shortest = 22;
    auto const beginning = text.substr(at, run_of(text.substr(0, at + window), at, is_of_token));
    return beginning.size() >= shortest && is_left_to_chance(beginning) ? run_of(text, at, is_of_token) : 0;
}

std::size_t street_address(std::string_view text, std::size_t at)
{
    text = text.substr(0, at + window);
    static constexpr std::array<std::string_view, 16> kinds{"rue ", "avenue ", "av. ", "boulevard ", "bd ",
        "place ", "chemin ", "quai ", "cours ", "allée ", "impasse ", "route ", "montée ", "square ",
        "passage ", "esplanade "};
    auto const number = run_of(text, at, is_digit);
    if (number == 0 || number > 5) return 0;
    auto next = at + number;
    for (std::string_view const gap : {" bis", " ter", "bis", "ter", ",", " "})
        if (text.substr(next).starts_with(gap)) next += gap.size();
    if (text.substr(next).starts_with(" ")) ++next;
    auto const same = [](char typed, char known) {
        return (typed >= 'A' && typed <= 'Z' ? static_cast<char>(typed - 'A' + 'a') : typed) == known;
    };
    auto const is_street = std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
        auto const there = text.substr(next, kind.size());
        return there.size() == kind.size() && std::equal(there.begin(), there.end(), kind.begin(), same);
    });
    if (!is_street) return 0;
    return next + run_of(text, next, [](char c) { return is_word(c) || c == ' ' || c == '\'' || c == '-'; })
        - at;
}

struct Kind {
    std::size_t (*length)(std::string_view text, std::size_t at);
    std::string_view name;
};
constexpr std::array<Kind, 5> kinds{{{mail_address, "[e-mail]"}, {mail_address_written_for_urls, "[e-mail]"},
    {token, "[token]"}, {telephone, "[telephone]"}, {street_address, "[address]"}}};

/// The value behind `name=`, `name: ` or `"name":"`; where it ends, or `at` when the word there is no such
/// name.
std::size_t end_of_secret(std::string_view text, std::size_t at, std::size_t& value)
{
    auto const name
        = run_of(text.substr(0, at + window), at, [](char c) { return is_word(c) || c == '_' || c == '-'; });
    auto next = at + name;
    if (!log::names_a_secret(text.substr(at, name))) return at;
    if (next < text.size() && (text[next] == '"' || text[next] == '\'')) ++next;
    if (next >= text.size() || (text[next] != '=' && text[next] != ':')) return at;
    // A name in a scope, `token::next`, has no value.
    if (text.substr(next).starts_with("::")) return at;
    ++next;
    auto const is_header = text[next - 1] == ':';
    next += run_of(text, next, [](char c) { return c == ' ' || c == '"' || c == '\''; });
    value = next;
    auto const ends = is_header ? std::string_view{"\r\n\"'}"} : std::string_view{" \t\r\n\"'&;,)}"};
    return next + run_of(text, next, [&](char c) { return ends.find(c) == ends.npos; });
}

std::size_t end_of_authorization(std::string_view text, std::size_t at, std::size_t& value)
{
    for (std::string_view const scheme : {"Bearer ", "Basic ", "bearer ", "basic "}) {
        if (!text.substr(at).starts_with(scheme)) continue;
        value = at + scheme.size();
        return value + run_of(text, value, [](char c) { return c > ' ' && c != '"' && c != '\''; });
    }
    return at;
}

/// A query begins behind a path's `?`, never behind that of a sentence.
std::size_t query(std::string_view text, std::size_t at)
{
    auto const length
        = run_of(text, at + 1, [](char c) { return c > ' ' && c != '"' && c != '\'' && c != ')'; });
    auto const has_value = text.substr(at, length + 1).find('=') != text.npos;
    return has_value ? length : 0;
}

} // namespace

std::string scrubbed(std::string_view text)
{
    static constexpr std::string_view detail = "DETAIL:";
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto const begins_word = at == 0 || !is_word(text[at - 1]);
        if (begins_word && text.substr(at).starts_with(detail)) {
            clean.append(detail).append(" [row]");
            at += run_of(text, at, [](char c) { return c != '\n'; });
            continue;
        }
        if (text[at] == '?') {
            auto const length = query(text, at);
            clean += length > 0 ? "?[query]" : "?";
            at += length + 1;
            continue;
        }
        if (!begins_word) {
            clean += text[at++];
            continue;
        }
        std::size_t value = at;
        auto end = end_of_secret(text, at, value);
        if (end == at) end = end_of_authorization(text, at, value);
        if (end > at && end > value) {
            clean.append(text.substr(at, value - at)).append("[secret]");
            at = end;
            continue;
        }
        auto const found = std::find_if(
            kinds.begin(), kinds.end(), [&](Kind const& kind) { return kind.length(text, at) > 0; });
        if (found == kinds.end()) {
            clean += text[at++];
            continue;
        }
        clean += found->name;
        at += found->length(text, at);
    }
    return clean;
}

std::string_view cut(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80)
        --bytes;
    return text.substr(0, bytes);
}

} // namespace ocp::sentry
