#include "tests/support/page_text.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

namespace ocp::test {

namespace {

/// From "<" to ">" of the element that has this attribute; our templates escape ">" inside of values.
std::string_view tag_with(std::string_view page, std::string const& attribute)
{
    auto const at = page.find(' ' + attribute);
    if (at == std::string_view::npos) return {};
    auto const begin = page.rfind('<', at), end = page.find('>', at);
    return page.substr(begin, end - begin + 1);
}

std::string resolved(std::string_view text)
{
    static constexpr std::pair<std::string_view, char> entities[]
        = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    std::string plain;
    while (!text.empty()) {
        auto const* const entity = std::find_if(std::begin(entities), std::end(entities),
            [&](auto const& one) { return text.starts_with(one.first); });
        auto const known = entity != std::end(entities);
        plain += known ? entity->second : text.front();
        text.remove_prefix(known ? entity->first.size() : 1);
    }
    return plain;
}

std::string attribute_of(std::string_view tag, std::string_view name)
{
    auto const before = ' ' + std::string{name} + "=\"";
    auto const at = tag.find(before);
    if (at == std::string_view::npos) return {};
    auto const value = tag.substr(at + before.size());
    return resolved(value.substr(0, value.find('"')));
}

/// What stands between the tag and the next end of its kind; elements of one kind are not nested where we
/// look.
std::string words_after(std::string_view page, std::string_view tag)
{
    if (tag.empty()) return {};
    auto const kind = tag.substr(1, tag.find_first_of(" >") - 1);
    auto inside = page.substr(static_cast<std::size_t>(tag.data() - page.data()) + tag.size());
    inside = inside.substr(0, inside.find("</" + std::string{kind} + ">"));
    std::string words;
    for (bool in_tag = false; char const c : inside) {
        if (c == '<') in_tag = true;
        if (!in_tag) words += c;
        if (c == '>') in_tag = false;
    }
    return resolved(text::trimmed(words));
}

std::string quoted(std::string_view name, std::string_view value)
{
    return std::string{name} + "=\"" + std::string{value} + '"';
}

bool tells_a_fault(std::string_view tag)
{
    auto const classes = attribute_of(tag, "class");
    return classes == "wrong-words" || classes == "error-summary";
}

} // namespace

std::string words_of(std::string_view page, std::string_view id)
{
    return words_after(page, tag_with(page, quoted("id", id)));
}

std::string fault_beside(std::string_view page, std::string_view field)
{
    std::string words;
    auto const describing = attribute_of(tag_with(page, quoted("id", field)), "aria-describedby");
    for (auto const id : text::split(describing, ' '))
        if (tells_a_fault(tag_with(page, quoted("id", id)))) words += words_of(page, id);
    return words;
}

std::string fault_in_summary(std::string_view page, std::string_view field)
{
    return words_after(page, tag_with(page, quoted("href", '#' + std::string{field})));
}

std::string typed_in(std::string_view page, std::string_view field)
{
    return attribute_of(tag_with(page, quoted("id", field)), "value");
}

std::string value_of(std::string_view page, std::string_view name)
{
    return attribute_of(tag_with(page, quoted("name", name)), "value");
}

std::string alert_of(std::string_view page)
{
    return words_after(page, tag_with(page, quoted("role", "alert")));
}

} // namespace ocp::test
