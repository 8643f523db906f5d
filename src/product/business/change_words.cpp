#include "product/business/change_words.h"

namespace ocp::product {

namespace {

Text words_of(Change const& change)
{
    auto const what = uncapitalised(word_of("ingredient", change.what));
    switch (change.kind) {
    case Change::Kind::Dough:
        return what;
    case Change::Kind::Without:
        return tr("sans {}", what);
    case Change::Kind::Light:
        return tr("peu\u00a0: {}", what);
    case Change::Kind::Extra:
        return change.portions > 1 ? tr("+\u00a0{}\u00a0×\u00a0{}", change.portions, what)
                                   : tr("+\u00a0{}", what);
    }
    return what;
}

} // namespace

Text words_of(std::vector<Change> const& changes)
{
    std::vector<Text> halves;
    for (auto change = changes.begin(); change != changes.end();) {
        auto const& half = change->half;
        std::vector<Text> of_half;
        for (; change != changes.end() && change->half == half; ++change)
            of_half.push_back(words_of(*change));
        auto words = listed(std::move(of_half));
        halves.push_back(half.empty() ? words : tr("{}\u00a0: {}", half, words));
    }
    return listed(std::move(halves));
}

std::vector<Text> contents_of(Configured const& made)
{
    std::vector<Text> contents;
    auto const is_deal = !made.configuration.picks.empty();
    for (auto const& portion : made.portions) {
        auto words = words_of(portion.changes);
        if (is_deal) {
            auto name = portion.name();
            if (!portion.size->label.empty()) name += " " + portion.size->label;
            words = words.empty() ? Text{name} : tr("{}\u00a0: {}", name, words);
        }
        if (!words.empty()) contents.push_back(std::move(words));
    }
    return contents;
}

} // namespace ocp::product
