#include "product/business/change_words.h"

#include "base/text.h"

#include <fmt/format.h>

namespace ocp::product {

namespace {

std::string words_of(Change const& change)
{
    auto const what = text::uncapitalised(change.what);
    switch (change.kind) {
    case Change::Kind::Dough:
        return what;
    case Change::Kind::Without:
        return "sans " + what;
    case Change::Kind::Light:
        return "moins " + of_what(what);
    case Change::Kind::Extra:
        return change.portions > 1 ? fmt::format("+\u00a0{}\u00a0×\u00a0{}", change.portions, what)
                                   : "+\u00a0" + what;
    }
    return what;
}

} // namespace

std::string of_what(std::string_view what)
{
    static constexpr std::string_view elided = "aeiouyh";
    auto const first = text::folded(what).substr(0, 1);
    return (elided.find(first) == std::string_view::npos ? "de " : "d’") + std::string{what};
}

std::string words_of(std::vector<Change> const& changes)
{
    std::string words;
    std::string_view half;
    for (auto const& change : changes) {
        auto const begins_half = change.half != half;
        if (!words.empty()) words += begins_half ? "\u00a0; " : ", ";
        if (begins_half) words += change.half + "\u00a0: ";
        half = change.half;
        words += words_of(change);
    }
    return words;
}

std::vector<std::string> contents_of(Configured const& made)
{
    std::vector<std::string> contents;
    auto const is_deal = !made.configuration.picks.empty();
    for (auto const& portion : made.portions) {
        auto words = words_of(portion.changes);
        if (is_deal) {
            auto name = portion.name();
            if (!portion.size->label.empty()) name += " " + portion.size->label;
            words = words.empty() ? name : name + "\u00a0: " + words;
        }
        if (!words.empty()) contents.push_back(std::move(words));
    }
    return contents;
}

} // namespace ocp::product
