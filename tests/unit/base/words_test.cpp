#include "base/words.h"

#include <gtest/gtest.h>
#include <thread>

namespace ocp {
namespace {

constexpr auto french = Language::French, english = Language::English;

TEST(Text, is_a_French_sentence_and_its_translation)
{
    auto const text = tr("La pizzeria va la confirmer.");
    EXPECT_EQ(text.in(french), "La pizzeria va la confirmer.");
    EXPECT_EQ(text.in(english), "The pizzeria will confirm it shortly.");
}

TEST(Text, puts_its_arguments_into_the_same_words)
{
    auto const text = tr("{} à {}", "Reine", tr("à partir de {} d’achat", Money::cents(1250)));
    EXPECT_EQ(text.in(french), "Reine à à partir de 12,50\u00a0€ d’achat");
    EXPECT_EQ(text.in(english), "Reine at only on orders of €12.50 or more");
}

TEST(Text, takes_braces_of_a_name_for_letters)
{
    EXPECT_EQ(tr("Commande {}", std::string{"{0} {}"}).in(english), "Order {0} {}");
}

TEST(Text, stays_French_where_nobody_translated_it)
{
    static constexpr char const* unknown = "Personne n’a traduit {}";
    EXPECT_EQ(words::sentence(unknown, {Text{3}}).in(english), "Personne n’a traduit 3");
}

TEST(Text, of_nothing_says_nothing)
{
    EXPECT_TRUE(Text{}.empty());
    EXPECT_EQ(Text{}.in(english), "");
    EXPECT_TRUE(listed({}).empty());
}

TEST(Text, counts_as_each_language_does)
{
    auto const minutes = [](std::int64_t count) { return tr_count("{} minute", "{} minutes", count); };
    EXPECT_EQ(minutes(0).in(french), "0 minute");
    EXPECT_EQ(minutes(1).in(french), "1 minute");
    EXPECT_EQ(minutes(2).in(french), "2 minutes");
    EXPECT_EQ(minutes(0).in(english), "0 minutes");
    EXPECT_EQ(minutes(1).in(english), "1 minute");
    EXPECT_EQ(minutes(2).in(english), "2 minutes");
}

TEST(Text, lists_and_begins_small)
{
    auto const list
        = listed({uncapitalised(word_of("ingredient", "Sauce tomate")), word_of("ingredient", "Ail")});
    EXPECT_EQ(list.in(french), "sauce tomate, Ail");
    EXPECT_EQ(list.in(english), "tomato sauce, Garlic");
}

TEST(Text, knows_a_word_only_where_it_belongs)
{
    EXPECT_EQ(word_of("ingredient", "Ail").in(english), "Garlic");
    EXPECT_EQ(word_of("allergen", "Ail").in(english), "Ail");
    EXPECT_EQ(word_of("ingredient", "Truffe du Périgord").in(english), "Truffe du Périgord");
}

TEST(Text, is_said_by_many_threads_in_their_languages)
{
    auto const text = tr("Livrée entre {} et {}", Money::cents(5), 7);
    auto const say_often = [&](Language language, std::string const& expected) {
        for (int round = 0; round < 500; ++round)
            ASSERT_EQ(text.in(language), expected);
    };
    std::jthread const one{say_often, french, "Livrée entre 0,05\u00a0€ et 7"};
    std::jthread const other{say_often, english, "Delivered between €0.05 and 7"};
}

} // namespace
} // namespace ocp
