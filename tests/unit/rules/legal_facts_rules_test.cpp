#include "pizzeria/business/legal_facts_rules.h"

#include <gmock/gmock.h>

namespace ocp::pizzeria {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LegalFacts const whole{{"company", "OC Pizza"}, {"legal_form", "SAS au capital de 50 000 €"},
    {"registered_office", "14 rue Victor-Hugo, 69002 Lyon"}, {"registration", "RCS Lyon 900 000 001"},
    {"vat_number", "FR00 900000001"}};

TEST(LegalFactsRules, let_invoices_be_issued_when_the_seller_is_wholly_named)
{
    EXPECT_THAT(lacking_on_invoices(whole), IsEmpty());
    EXPECT_THAT(lacking_on_invoices({}),
        ElementsAre("company", "legal_form", "registered_office", "registration", "vat_number"));
}

TEST(LegalFactsRules, miss_each_that_is_absent_or_blank)
{
    for (auto const& [name, value] : whole) {
        auto facts = whole;
        facts[name] = "  ";
        EXPECT_THAT(lacking_on_invoices(facts), ElementsAre(name));
        facts.erase(name);
        EXPECT_THAT(lacking_on_invoices(facts), ElementsAre(name));
    }
}

} // namespace
} // namespace ocp::pizzeria
