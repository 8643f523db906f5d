#include "account/template/device_name.h"

#include <algorithm>
#include <array>

namespace ocp::account {

namespace {

struct Sign {
    std::string_view in_agent, name;
};
// Browsers pretend to be one another: who names more comes first.
constexpr std::array browsers{Sign{"Edg", "Edge"}, Sign{"OPR/", "Opera"},
    Sign{"SamsungBrowser", "Samsung Internet"}, Sign{"Firefox", "Firefox"}, Sign{"FxiOS", "Firefox"},
    Sign{"CriOS", "Chrome"}, Sign{"Chrome", "Chrome"}, Sign{"Safari", "Safari"}};
constexpr std::array systems{Sign{"iPhone", "iPhone"}, Sign{"iPad", "iPad"}, Sign{"Android", "Android"},
    Sign{"Windows", "Windows"}, Sign{"CrOS", "ChromeOS"}, Sign{"Mac OS X", "Mac"}, Sign{"Linux", "Linux"}};

template <class Signs>
std::string_view name_in(Signs const& signs, std::string_view agent)
{
    auto const found = std::find_if(signs.begin(), signs.end(),
        [&](Sign const& sign) { return agent.find(sign.in_agent) != std::string_view::npos; });
    return found == signs.end() ? std::string_view{} : found->name;
}

} // namespace

Text device_name(std::string_view user_agent)
{
    std::string const browser{name_in(browsers, user_agent)}, system{name_in(systems, user_agent)};
    if (browser.empty() && system.empty()) return tr("Appareil inconnu");
    if (browser.empty() || system.empty()) return Text{browser + system};
    return tr("{} sur {}", browser, system);
}

} // namespace ocp::account
