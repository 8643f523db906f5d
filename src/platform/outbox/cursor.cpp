#include "platform/outbox/outbox.h"

#include <charconv>

namespace ocp::outbox {
namespace {

/// A whole number of 0 or more, in its only spelling.
std::optional<std::int64_t> count_from(std::string_view text)
{
    if (text.empty() || text.size() > 19 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

bool is_epoch(std::string_view text)
{
    if (text.empty() || text.size() > 64) return false;
    for (char const c : text)
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
    return true;
}

} // namespace

std::string to_text(Cursor const& cursor)
{
    return cursor.epoch + "-" + std::to_string(cursor.xid) + "-" + std::to_string(cursor.id);
}

std::optional<Cursor> cursor_from(std::string_view text)
{
    auto const first = text.find('-');
    if (first == std::string_view::npos) return std::nullopt;
    auto const second = text.find('-', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    auto const xid = count_from(text.substr(first + 1, second - first - 1));
    auto const id = count_from(text.substr(second + 1));
    if (!is_epoch(text.substr(0, first)) || !xid || !id) return std::nullopt;
    return Cursor{std::string{text.substr(0, first)}, *xid, *id};
}

} // namespace ocp::outbox
