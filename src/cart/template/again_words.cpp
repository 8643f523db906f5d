#include "cart/template/again_words.h"

#include "base/text.h"

#include <charconv>
#include <vector>

namespace ocp::cart {

void add_again_words(html::View& view, http::Fields const& query, product::Catalogue const& catalogue)
{
    if (!query.has("encore")) return;
    std::vector<Text> names;
    for (auto const part : text::split(query.one("manque").value_or(""), ',')) {
        std::int64_t id = 0;
        std::from_chars(part.data(), part.data() + part.size(), id);
        if (auto const* const product = catalogue.find(ProductId{id})) names.emplace_back(product->name);
    }
    if (names.empty() && !query.has("manque"))
        view.add("NOTICE").set("TEXT", tr("Votre commande est de nouveau dans le panier."));
    else
        view.add("ALERT").set("TEXT",
            names.empty()
                ? tr("Une partie de votre commande n’est plus à la carte. Le reste est dans le panier.")
                : tr("N’a pas pu être repris, en tout ou en partie\u00a0: {}. Le reste est dans le panier.",
                    listed(std::move(names))));
}

} // namespace ocp::cart
