#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace ocp {

/// What people read. French is the language of our sources; the others come from locales/.
enum class Language { French, English };

inline constexpr std::array every_language{Language::French, Language::English};

/// "fr", as in `<html lang>` and in users.locale.
constexpr std::string_view code_of(Language language)
{
    return language == Language::French ? "fr" : "en";
}

/// What its speakers call it.
constexpr std::string_view own_name_of(Language language)
{
    return language == Language::French ? "Français" : "English";
}

constexpr std::optional<Language> language_called(std::string_view code)
{
    for (auto const language : every_language)
        if (code_of(language) == code) return language;
    return std::nullopt;
}

} // namespace ocp
