#include "platform/html/shared_parts.h"

namespace ocp::html {

void SharedParts::append(std::string& page, std::string_view part, std::string_view csrf) const
{
    for (auto place = part.find(csrf_place_); place != std::string_view::npos;
         place = part.find(csrf_place_)) {
        page.append(part.substr(0, place)).append(csrf);
        part.remove_prefix(place + csrf_place_.size());
    }
    page.append(part);
}

} // namespace ocp::html
