#include "ocpizza/cli/reconcile_words.h"

#include <gmock/gmock.h>
#include <set>

namespace ocp::cli {
namespace {

using order::Difference;
using What = Difference::What;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto last = What::NoNumber;

TEST(ReconcileWords, say_which_order_what_it_is_and_what_was_done)
{
    EXPECT_EQ(line_of({.what = What::PaidUnnoticed,
                  .order = OrderId{7},
                  .number = "PDI-261124-001",
                  .intent = "pi_1",
                  .there = Money::cents(1'250)}),
        "[réparé] PDI-261124-001 (pi_1)\u00a0: payée chez Stripe (12,50\u00a0€) sans que la base le "
        "sache\u00a0; réglée, elle est en cuisine.");
    EXPECT_EQ(line_of({.what = What::OtherAmount,
                  .remains = true,
                  .intent = "pi_1",
                  .there = Money::cents(900),
                  .here = Money::cents(1'000)}),
        "[à voir] pi_1\u00a0: Stripe a reçu 9,00\u00a0€, le livre dit 10,00\u00a0€\u00a0; rien n’est "
        "changé\u00a0: à comparer chez Stripe, puis prévenir le développement.");
    EXPECT_EQ(line_of({.what = What::NoNumber, .count = 2}),
        "[réparé] 2\u00a0lignes du livre sans numéro\u00a0; numérotées.");
}

TEST(ReconcileWords, have_a_sentence_of_its_own_for_everything)
{
    std::set<std::string> lines;
    for (int what = 0; what <= static_cast<int>(last); ++what) {
        auto const mended = line_of({.what = static_cast<What>(what)});
        auto const left = line_of({.what = static_cast<What>(what), .remains = true});
        EXPECT_THAT(mended, StartsWith("[réparé] "));
        EXPECT_THAT(left, StartsWith("[à voir] "));
        EXPECT_TRUE(lines.insert(mended).second) << mended;
        EXPECT_TRUE(lines.insert(left).second) << left;
    }
}

TEST(ReconcileWords, end_with_the_sums_of_both_sides)
{
    order::Reconciliation seen;
    seen.there = {2, Money::cents(123'450), Money::cents(100)};
    seen.here = {1, Money::cents(1'000), {}};
    EXPECT_EQ(sums_of(seen),
        "Chez Stripe\u00a0: 2\u00a0paiements, 1\u00a0234,50\u00a0€ reçus, 1,00\u00a0€ rendus. Chez "
        "nous\u00a0: "
        "1\u00a0paiement, 10,00\u00a0€ reçus, 0,00\u00a0€ rendus.");
    seen.left_alone = 3;
    EXPECT_THAT(sums_of(seen), HasSubstr("Trop récents pour être jugés\u00a0: 3."));
}

TEST(ReconcileWords, say_why_stripe_could_not_be_asked)
{
    using outgoing::Failure;
    EXPECT_EQ(words_of({.failure = Failure::NotSent}), "Stripe est injoignable");
    EXPECT_EQ(words_of({.failure = Failure::Later, .status = 503}), "Stripe ne répond pas (503)");
    EXPECT_EQ(words_of({.failure = Failure::OurFault, .status = 401}),
        "Stripe refuse notre clé ou notre certificat (401)");
}

} // namespace
} // namespace ocp::cli
