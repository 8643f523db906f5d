#include "base/words.h"

#include "base/money_text.h"
#include "base/text.h"
#include "base/translations.h"

#include <algorithm>
#include <fmt/args.h>
#include <span>
#include <tuple>

namespace ocp {

namespace {

Translation const* find_translation(std::string_view context, std::string_view french)
{
    std::span const all{embedded_translations, embedded_translations_count};
    auto const key = [](Translation const& one) { return std::tie(one.context, one.french); };
    auto const wanted = std::tie(context, french);
    auto const found = std::lower_bound(all.begin(), all.end(), wanted,
        [&](Translation const& one, auto const& sought) { return key(one) < sought; });
    return found != all.end() && key(*found) == wanted && !found->english.empty() ? &*found : nullptr;
}

std::string_view in_language(Language language, std::string_view context, std::string_view french)
{
    if (language == Language::French) return french;
    auto const* found = find_translation(context, french);
    return found ? found->english : french;
}

std::string filled(std::string_view pattern, std::vector<Text> const& arguments, Language language)
{
    fmt::dynamic_format_arg_store<fmt::format_context> store;
    for (auto const& argument : arguments)
        store.push_back(argument.in(language));
    return fmt::vformat(fmt::string_view{pattern.data(), pattern.size()}, store);
}

} // namespace

Text::Text(std::string_view same_everywhere)
    : say_{[words = std::string{same_everywhere}](Language) { return words; }}
{
}

Text::Text(Money amount)
    : say_{[amount](Language language) { return euros(amount, language); }}
{
}

std::string Text::in(Language language) const
{
    return say_ ? say_(language) : std::string{};
}

namespace words {

Text sentence(std::string_view french, std::vector<Text> arguments)
{
    return Text{[french, arguments = std::move(arguments)](Language language) {
        return filled(in_language(language, "", french), arguments, language);
    }};
}

Text counted(std::string_view one, std::string_view many, std::int64_t count, std::vector<Text> arguments)
{
    return Text{[one, many, count, arguments = std::move(arguments)](Language language) {
        auto const* found = language == Language::French ? nullptr : find_translation("", one);
        // In French nothing is singular too; in English it is not.
        auto const pattern
            = found ? (count == 1 ? found->english : found->english_of_many) : (count < 2 ? one : many);
        return filled(pattern, arguments, language);
    }};
}

} // namespace words

Text tr(Noted noted)
{
    return Text{[noted](Language language) { return std::string{in_language(language, "", noted.french)}; }};
}

Text word_of(std::string_view context, std::string_view french)
{
    return Text{[context = std::string{context}, french = std::string{french}](
                    Language language) { return std::string{in_language(language, context, french)}; }};
}

Text listed(std::vector<Text> parts)
{
    if (parts.empty()) return {};
    return Text{[parts = std::move(parts)](Language language) {
        std::string list;
        for (auto const& part : parts)
            list += (list.empty() ? "" : ", ") + part.in(language);
        return list;
    }};
}

Text uncapitalised(Text words)
{
    return Text{
        [words = std::move(words)](Language language) { return text::uncapitalised(words.in(language)); }};
}

} // namespace ocp
