#include "platform/http/typed_text.h"

#include "platform/http/ascii.h"

#include <algorithm>
#include <array>

namespace ocp::http {

namespace {

/// Bytes of the mark that begins `text`, 0 when a letter does. Letters of right-to-left scripts turn
/// themselves.
std::size_t turning_mark(std::string_view text)
{
    static constexpr std::array<std::string_view, 14> marks{"\u061c", "\u200e", "\u200f", "\u2028", "\u2029",
        "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};
    auto const* const mark = std::find_if(
        marks.begin(), marks.end(), [&](std::string_view one) { return text.starts_with(one); });
    return mark == marks.end() ? 0 : mark->size();
}

/// Bytes of the control character that begins `text`, 0 when none does.
std::size_t control(std::string_view text)
{
    auto const first = static_cast<unsigned char>(text.front());
    if (first < 0x20 || first == 0x7f) return 1;
    auto const is_c1 = first == 0xc2 && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xa0;
    return is_c1 ? 2 : 0;
}

bool is_blank(char c)
{
    return c >= '\t' && c <= '\r';
}

} // namespace

std::string typed_text(std::string_view raw)
{
    std::string text;
    text.reserve(raw.size());
    while (!raw.empty()) {
        if (auto const size = std::max(control(raw), turning_mark(raw)); size > 0) {
            if (is_blank(raw.front())) text += ' ';
            raw.remove_prefix(size);
            continue;
        }
        text += raw.front();
        raw.remove_prefix(1);
    }
    return std::string{trimmed(text)};
}

} // namespace ocp::http
