#pragma once

#include "base/words.h"

#include <string>
#include <string_view>

namespace ocp::test {

/// What a page of the site says, read from its HTML as a screen reader would: by ids, names and
/// aria-describedby. All answer "" for what is not there; entities are resolved.

/// What a page in French says of it.
inline std::string french(Text const& words)
{
    return words.in(Language::French);
}

/// The words inside the element with this id, without its tags.
std::string words_of(std::string_view page, std::string_view id);
/// The words of every fault that the field with this id is described by.
std::string fault_beside(std::string_view page, std::string_view field);
/// The words with which the summary above the form leads to the field.
std::string fault_in_summary(std::string_view page, std::string_view field);
/// What the field with this id is filled with.
std::string typed_in(std::string_view page, std::string_view field);
/// The value of the first field of this name.
std::string value_of(std::string_view page, std::string_view name);
/// All words of the page's alerts.
std::string alert_of(std::string_view page);

} // namespace ocp::test
