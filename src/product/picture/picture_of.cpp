#include "product/picture/picture_of.h"

#include "product/picture/gallery.h"
#include "product/picture/topping.h"

namespace ocp::product::picture {

std::string picture_of(Catalogue const& catalogue, Product const& product)
{
    std::vector<std::string_view> drawings;
    if (!product.sizes.empty())
        for (auto const& line : product.sizes.front().recipe)
            drawings.push_back(catalogue.ingredients.at(line.ingredient).drawing);
    if (product.category == Category::Salad) drawings.push_back(bowl);
    return path_of(std::move(drawings));
}

} // namespace ocp::product::picture
