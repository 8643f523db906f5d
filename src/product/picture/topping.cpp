#include "product/picture/topping.h"

#include <algorithm>
#include <array>

namespace ocp::product::picture {

namespace {

NamedTopping const* find(std::string_view code)
{
    for (auto const& family : {meats(), garden(), sea_and_dairy()}) {
        auto const found = std::find_if(
            family.begin(), family.end(), [&](NamedTopping const& one) { return one.code == code; });
        if (found != family.end()) return &*found;
    }
    return nullptr;
}

} // namespace

bool is_drawn(std::string_view code)
{
    static constexpr std::array<std::string_view, 14> otherwise{bowl, folded, boxed, "tomate", "creme",
        "barbecue", "pesto", "mozzarella", "emmental", "mozza_fraiche", "huile_olive", "miel",
        "creme_balsamique", "origan"};
    return find(code) || std::find(otherwise.begin(), otherwise.end(), code) != otherwise.end();
}

std::optional<Topping> topping(std::string_view code, Dice& dice)
{
    auto const* const found = find(code);
    return found ? std::optional{found->draw(dice)} : std::nullopt;
}

} // namespace ocp::product::picture
