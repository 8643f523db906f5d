#include "tests/integration/site/checkout_form.h"

#include "tests/support/page_text.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace ocp::test {

Form checkout_form(Browser& browser)
{
    static std::atomic<int> people = 0;
    auto const page = browser.get("/commander");
    if (page.status != 200) throw std::logic_error{"there is no cart to order: " + page.head};
    auto const email = "cliente." + std::to_string(++people) + "@exemple.fr";
    return {{"key", value_of(page.body, "key")}, {"cart", value_of(page.body, "cart")},
        {"total_delivery", value_of(page.body, "total_delivery")},
        {"total_pickup", value_of(page.body, "total_pickup")},
        {"soonest_delivery", value_of(page.body, "soonest_delivery")},
        {"soonest_pickup", value_of(page.body, "soonest_pickup")}, {"mode", "delivery"}, {"address", "new"},
        {"line", "41 rue de la Charité"}, {"postcode", "69002"}, {"city", "Lyon"},
        {"note", "code 41B, au 3ᵉ"}, {"firstname", "Élise"}, {"lastname", "N'Diaye-Bonnet"}, {"email", email},
        {"phone", "06 39 98 41 17"}};
}

Form with(Form form, Form const& changes)
{
    for (auto const& change : changes) {
        auto const field = std::find_if(
            form.begin(), form.end(), [&](auto const& one) { return one.first == change.first; });
        if (field == form.end())
            form.push_back(change);
        else
            field->second = change.second;
    }
    return form;
}

std::string in(Form const& form, std::string_view field)
{
    for (auto const& [name, value] : form)
        if (name == field) return value;
    return {};
}

} // namespace ocp::test
