#include "ocpizza/choose_language.h"

#include "platform/http/accept_language.h"

namespace ocp {

Language chosen_language(http::Request const& request, account::Visitor const& who)
{
    if (who.user) return who.user->language;
    for (auto const* const cookie : {"__Host-lang", "lang"})
        if (auto const chosen = language_called(request.cookie(cookie))) return *chosen;
    auto preferred = Language::French;
    int best = 0;
    for (auto const language : every_language) {
        auto const weight = http::weight_of_language(request.header("accept-language"), code_of(language));
        if (weight > best) {
            best = weight;
            preferred = language;
        }
    }
    return preferred;
}

} // namespace ocp
