#include "home/template/legal_pages.h"

#include "order/model/order_words.h"
#include "pizzeria/business/legal_facts.h"

#include <array>

namespace ocp::home {

namespace {

struct Fact {
    std::string_view name, variable;
    Noted what; ///< that is missing
};
constexpr std::array facts{Fact{"company", "COMPANY", noted("dénomination sociale")},
    Fact{"legal_form", "LEGAL_FORM", noted("forme et capital")},
    Fact{"registered_office", "OFFICE", noted("siège social")},
    Fact{"registration", "REGISTRATION", noted("immatriculation au RCS")},
    Fact{"vat_number", "VAT_NUMBER", noted("numéro de TVA")},
    Fact{"director", "DIRECTOR", noted("directeur de la publication")},
    Fact{"contact_email", "EMAIL", noted("adresse e-mail")},
    Fact{"contact_phone", "PHONE", noted("téléphone")}, Fact{"host", "HOST", noted("hébergeur")},
    Fact{"mediator", "MEDIATOR", noted("médiateur de la consommation")}};

} // namespace

html::Page LegalPages::page(account::Call const& call, std::string template_name, Text title) const
{
    auto const known = pizzeria::legal_facts(database_);
    html::View view{std::move(template_name), call.language()};
    for (auto const& fact : facts) {
        auto const found = known.find(fact.name);
        view.set(fact.variable,
            found != known.end() ? Text{found->second} : tr("[à compléter\u00a0: {}]", tr(fact.what)));
    }
    for (auto const& shop : *shops_.all())
        view.add("SHOP")
            .set("NAME", shop.name)
            .set("ADDRESS", shop.line + ", " + shop.postcode + " " + shop.city)
            .set("SHOP_PHONE", order::readable_phone(shop.phone));
    return html::Page{std::move(title), std::move(view)};
}

html::Answer LegalPages::notice(account::Call const& call)
{
    return page(call, "home/legal_notice.html", tr("Mentions légales"));
}
html::Answer LegalPages::terms(account::Call const& call)
{
    return page(call, "home/terms.html", tr("Conditions générales de vente"));
}
html::Answer LegalPages::privacy(account::Call const& call)
{
    return page(call, "home/privacy.html", tr("Vos données personnelles"));
}
html::Answer LegalPages::accessibility(account::Call const& call)
{
    return page(call, "home/accessibility.html", tr("Accessibilité"));
}

} // namespace ocp::home
