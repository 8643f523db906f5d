#pragma once

#include "base/language.h"
#include "base/money.h"

#include <concepts>
#include <cstdint>
#include <fmt/format.h>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp {

/// Something to say, put into words once the language is known: what rules and deeds answer, and pages show.
///
///     tr("{} est dans votre panier.", name)
///     tr_count("plus que {}", "plus que {}", portions)
///
/// The French sentence is the source and the key: tools/check_words.py collects it, locales/en.po has the
/// English. Arguments may be texts themselves, names, numbers and amounts. Copies are cheap and safe in any
/// thread.
class Text {
public:
    /// Nothing to say.
    Text() = default;
    /// The same in every language: a name, an address, what somebody typed.
    explicit Text(std::string_view same_everywhere);
    explicit Text(std::integral auto number)
        : Text{std::string_view{std::to_string(number)}}
    {
    }
    /// «1 234,50 €», “€1,234.50”.
    explicit Text(Money);
    template <std::invocable<Language> Say>
    explicit Text(Say say)
        : say_{std::move(say)}
    {
    }

    std::string in(Language) const;
    bool empty() const { return !say_; }

private:
    std::function<std::string(Language)> say_;
};

/// A French sentence without arguments that is kept in a table: `Stage{Status::Ready, noted("Prête")}`.
struct Noted {
    std::string_view french;
};
consteval Noted noted(char const* french)
{
    return {french};
}

namespace words {

/// Every argument is put into words first, so the sentence sees strings only.
template <class>
using Said = std::string const&;

template <class Argument>
Text said(Argument const& argument)
{
    if constexpr (std::same_as<Argument, Text>)
        return argument;
    else
        return Text{argument};
}

Text sentence(std::string_view french, std::vector<Text> arguments);
Text counted(std::string_view one, std::string_view many, std::int64_t count, std::vector<Text> arguments);

inline std::string_view pattern(fmt::string_view text)
{
    return {text.data(), text.size()};
}

} // namespace words

/// The sentence with its arguments in the places `{}`, or `{0}`, `{1}` where another language may turn them
/// around.
template <class... Arguments>
Text tr(fmt::format_string<words::Said<Arguments>...> french, Arguments const&... arguments)
{
    return words::sentence(words::pattern(french), {words::said(arguments)...});
}
Text tr(Noted);

/// The sentence for that many: `{0}` is the count, further arguments follow.
template <class... Arguments>
Text tr_count(fmt::format_string<std::string const&, words::Said<Arguments>...> one,
    fmt::format_string<std::string const&, words::Said<Arguments>...> many, std::int64_t count,
    Arguments const&... arguments)
{
    return words::counted(
        words::pattern(one), words::pattern(many), count, {Text{count}, words::said(arguments)...});
}

/// A word of the group's own data («Sauce tomate», as an "ingredient"): translated where the catalogue has
/// it, else as it is.
Text word_of(std::string_view context, std::string_view french);

/// «sauce tomate, mozzarella»; nothing of nothing.
Text listed(std::vector<Text> parts);
/// With its first letter small, as inside a sentence.
Text uncapitalised(Text);

} // namespace ocp
