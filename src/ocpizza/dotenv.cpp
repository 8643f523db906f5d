#include "ocpizza/dotenv.h"

#include <algorithm>
#include <optional>

namespace ocp {

namespace {

constexpr std::string_view blanks = " \t";

std::string_view without_leading_blanks(std::string_view text)
{
    return text.substr(std::min(text.find_first_not_of(blanks), text.size()));
}

std::string_view without_trailing_blanks(std::string_view text)
{
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

bool is_name(std::string_view text)
{
    auto const good = [](char c) { return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.empty() && !digit(text.front())
        && std::all_of(text.begin(), text.end(), [&](char c) { return good(c) || digit(c); });
}

bool has_control_byte(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

/// A value and what stands behind it on the line, or nothing and the reason in `fault`.
struct Piece {
    std::string value;
    std::string_view rest;
};

std::optional<Piece> quoted_value(std::string_view text, std::string& fault)
{
    char const quote = text.front();
    std::string value;
    for (std::size_t at = 1; at < text.size(); ++at) {
        char c = text[at];
        if (c == quote) return Piece{std::move(value), text.substr(at + 1)};
        if (quote == '"' && c == '\\') {
            if (++at == text.size()) break;
            switch (text[at]) {
            case 'n':
                c = '\n';
                break;
            case 't':
                c = '\t';
                break;
            case '"':
            case '\\':
            case '$':
                c = text[at];
                break;
            default:
                fault = "knows no such escape; inside double quotes \\n \\t \\\" \\\\ \\$ are understood";
                return std::nullopt;
            }
        }
        value += c;
    }
    fault = "opens a quote that the line does not close";
    return std::nullopt;
}

Piece bare_value(std::string_view text)
{
    // A # belongs to the value unless a blank stands before it: passwords contain them.
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] == '#' && (at == 0 || blanks.find(text[at - 1]) != blanks.npos))
            return {std::string{without_trailing_blanks(text.substr(0, at))}, {}};
    return {std::string{without_trailing_blanks(text)}, {}};
}

/// Reads one line that is neither empty nor a comment; answers what is wrong with it, "" when nothing is.
std::string read_line(std::string_view line, std::size_t number, Dotenv& into)
{
    constexpr std::string_view expected = "expected NAME=value";
    if (has_control_byte(line)) return "contains a control byte";
    if (line.starts_with("export ")) line = without_leading_blanks(line.substr(7));

    auto const equals = line.find('=');
    if (equals == line.npos) return "has no = sign; " + std::string{expected};
    auto const name = without_trailing_blanks(line.substr(0, equals));
    if (!is_name(name)) return "has no proper name before the = sign; " + std::string{expected};

    auto const behind = without_leading_blanks(line.substr(equals + 1));
    std::string fault;
    auto const is_quoted = behind.starts_with('"') || behind.starts_with('\'');
    auto piece = is_quoted ? quoted_value(behind, fault) : bare_value(behind);
    if (!piece) return fault;
    auto const rest = without_leading_blanks(piece->rest);
    if (!rest.empty() && rest.front() != '#') return "goes on behind the closing quote";

    auto const same = [&](Dotenv::Entry const& entry) { return entry.name == name; };
    if (std::any_of(into.entries.begin(), into.entries.end(), same))
        return "gives " + std::string{name} + " a second time";
    into.entries.push_back({std::string{name}, std::move(piece->value), number});
    return {};
}

} // namespace

Dotenv parse_dotenv(std::string_view text)
{
    Dotenv result;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    for (std::size_t number = 1; !text.empty(); ++number) {
        auto const end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        line = without_leading_blanks(line);
        if (line.empty() || line.front() == '#') continue;
        if (auto fault = read_line(line, number, result); !fault.empty())
            result.faults.push_back({number, std::move(fault)});
    }
    return result;
}

} // namespace ocp
