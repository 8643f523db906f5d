#pragma once

#include "base/refusal.h"
#include "platform/html/view.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocp::account {

/// A field of a form: its name in the faults, its id on the page, and the section beside it.
struct ShownField {
    std::string_view name, id, section;
};
/// Says each fault beside its field and in the summary above the form (sections ERRORS, ERROR).
void add_faults(
    html::View&, std::span<ShownField const>, std::vector<std::pair<std::string, Refusal>> const& faults);

} // namespace ocp::account
