#pragma once

#include "platform/html/view.h"

#include <string>
#include <string_view>

namespace ocp::html {

/// Renders page parts that are the same for all who may see them, but for the CSRF token in their forms: it
/// goes in when the part is put into a visitor's page.
class SharedParts {
public:
    /// `csrf_place`: something long that nobody can guess.
    SharedParts(Templates const& templates, std::string csrf_place)
        : templates_{templates}
        , csrf_place_{std::move(csrf_place)}
    {
    }

    /// What a view of a shared part is given for the token: nobody outside ever sees it.
    std::string const& csrf_place() const { return csrf_place_; }
    std::string render(View const& view) const { return templates_.render(view); }
    /// Puts the part at the end of the page, with the visitor's token in its place.
    void append(std::string& page, std::string_view part, std::string_view csrf) const;

private:
    Templates const& templates_;
    std::string const csrf_place_;
};

} // namespace ocp::html
