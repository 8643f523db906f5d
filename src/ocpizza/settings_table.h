#pragma once

#include "ocpizza/settings.h"

#include <span>
#include <string>
#include <string_view>

namespace ocp {

/// When a setting must be given.
enum class Need { Never, OutsideDevelopment };

/// How much of a value may be shown.
enum class Show { Whole, WithoutPassword, Nothing };

/// Puts a value that is not empty where it belongs; answers what is wrong with it ("is not a number"), or "".
using SettingReader = std::string (*)(std::string_view value, Settings& into);

/// All there is to know about one setting.
struct SettingRow {
    std::string_view name;
    std::string_view fallback; ///< when it is not given; "" leaves it off
    std::string_view in_development; ///< the fallback there, when another
    Need need;
    Show show;
    SettingReader read;
    std::string_view expected; ///< "a whole number from 1 to 256"
    std::string_view meaning;
};

/// The one table of settings.
std::span<SettingRow const> setting_rows();

/// The row of that name, or null.
SettingRow const* find_setting(std::string_view name);

} // namespace ocp
