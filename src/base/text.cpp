#include "base/text.h"

#include <array>
#include <utility>

namespace ocp::text {

namespace {

bool starts_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// The Latin letters with marks that French, Italian, Spanish, German and Portuguese names use.
constexpr std::array<std::pair<std::string_view, std::string_view>, 60> unaccented{
    {{"à", "a"}, {"â", "a"}, {"ä", "a"}, {"á", "a"}, {"ã", "a"}, {"å", "a"}, {"À", "a"}, {"Â", "a"},
        {"Ä", "a"}, {"Á", "a"}, {"Ã", "a"}, {"ç", "c"}, {"Ç", "c"}, {"é", "e"}, {"è", "e"}, {"ê", "e"},
        {"ë", "e"}, {"É", "e"}, {"È", "e"}, {"Ê", "e"}, {"Ë", "e"}, {"î", "i"}, {"ï", "i"}, {"í", "i"},
        {"ì", "i"}, {"Î", "i"}, {"Ï", "i"}, {"Í", "i"}, {"Ì", "i"}, {"ñ", "n"}, {"Ñ", "n"}, {"ô", "o"},
        {"ö", "o"}, {"ó", "o"}, {"ò", "o"}, {"õ", "o"}, {"Ô", "o"}, {"Ö", "o"}, {"Ó", "o"}, {"Ò", "o"},
        {"Õ", "o"}, {"ù", "u"}, {"û", "u"}, {"ü", "u"}, {"ú", "u"}, {"Ù", "u"}, {"Û", "u"}, {"Ü", "u"},
        {"Ú", "u"}, {"ÿ", "y"}, {"Ÿ", "y"}, {"ý", "y"}, {"œ", "oe"}, {"Œ", "oe"}, {"æ", "ae"}, {"Æ", "ae"},
        {"ß", "ss"}, {"š", "s"}, {"ž", "z"}, {"ø", "o"}}};

std::string_view without_mark(std::string_view letter)
{
    for (auto const& [marked, plain] : unaccented)
        if (marked == letter) return plain;
    return {};
}

} // namespace

std::string folded(std::string_view text)
{
    std::string out;
    bool gap = false;
    auto const add = [&](std::string_view letters) {
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out += letters;
    };
    for (std::size_t i = 0; i < text.size();) {
        auto end = i + 1;
        while (end < text.size() && !starts_character(text[end]))
            ++end;
        auto const letter = text.substr(i, end - i);
        i = end;
        char const c = letter.front();
        if (letter.size() == 1 && c >= 'A' && c <= 'Z')
            add(std::string{static_cast<char>(c - 'A' + 'a')});
        else if (letter.size() == 1 && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            add(letter);
        else if (auto const plain = without_mark(letter); !plain.empty())
            add(plain);
        else
            gap = true;
    }
    return out;
}

std::string_view trimmed(std::string_view text)
{
    auto const from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string lower_ascii(std::string_view text)
{
    std::string out{text};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t from = 0;;) {
        auto const to = text.find(separator, from);
        parts.push_back(text.substr(from, to == std::string_view::npos ? to : to - from));
        if (to == std::string_view::npos) return parts;
        from = to + 1;
    }
}

std::string uncapitalised(std::string_view text)
{
    std::string out{text};
    if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z')
        out[0] = static_cast<char>(out[0] - 'A' + 'a');
    else if (out.starts_with("É"))
        out.replace(0, 2, "é");
    else if (out.starts_with("Œ"))
        out.replace(0, 2, "œ");
    return out;
}

std::size_t length(std::string_view text)
{
    std::size_t count = 0;
    for (char const byte : text)
        if (starts_character(byte)) ++count;
    return count;
}

std::string_view cut(std::string_view text, std::size_t characters)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (starts_character(text[i]) && count++ == characters) return text.substr(0, i);
    return text;
}

} // namespace ocp::text
