#include "base/language.h"
#include "ocpizza/deploy/gather.h"

#include <set>

namespace ocp::deploy {

namespace {

/// The places for values in a message, "0" and "1", whether they have numbers or not; variables of templates
/// too.
std::multiset<std::string> places_in(std::string_view message)
{
    std::multiset<std::string> places;
    int next = 0;
    for (auto open = message.find('{'); open != message.npos; open = message.find('{', open + 1)) {
        auto const close = message.find('}', open);
        if (close == message.npos) break;
        auto place = std::string{message.substr(open + 1, close - open - 1)};
        if (place.empty()) place = std::to_string(next++);
        places.insert(std::move(place));
    }
    return places;
}

} // namespace

std::vector<std::string> translation_faults(std::span<Translation const> translations)
{
    std::vector<std::string> faults;
    if (translations.empty()) faults.emplace_back("there is no English");
    for (auto const& one : translations) {
        auto const french = "«" + std::string{one.french} + "»";
        if (one.english.empty()) faults.push_back(french + " has no English");
        // Of two forms one may leave the count out.
        else if (one.english_of_many.empty() && places_in(one.english) != places_in(one.french))
            faults.push_back(french + " has other places for values in English");
    }
    return faults;
}

} // namespace ocp::deploy
