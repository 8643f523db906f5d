#include "platform/http/accept_language.h"

#include <gtest/gtest.h>

using ocp::http::weight_of_language;

TEST(AcceptLanguage, weighs_each_language_as_it_was_sent)
{
    struct Vector {
        char const* header;
        int french, english;
    };
    constexpr Vector vectors[] = {
        {"", 0, 0},
        {"fr", 1000, 0},
        {"en", 0, 1000},
        {"fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", 1000, 800},
        {"en-GB,en;q=0.9,fr;q=0.8", 800, 1000},
        {"de-DE,de;q=0.9,en;q=0.5,fr;q=0.6", 600, 500},
        {"EN-gb", 0, 1000},
        {"de", 0, 0},
        {"*", 1000, 1000},
        {"*;q=0.5, fr;q=0", 0, 500},
        {"en;q=0", 0, 0},
        {" en ; q=0.123 , fr;q=1.000", 1000, 123},
        {"english, frankish", 0, 0},
        {"en;q=2", 0, 0},
        {"en;q=0.1234", 0, 0},
        {"en;q=,fr;q=x", 0, 0},
        {"en;level=1", 0, 0},
        {";;,,;q=,", 0, 0},
    };
    for (auto const& [header, french, english] : vectors) {
        EXPECT_EQ(weight_of_language(header, "fr"), french) << header;
        EXPECT_EQ(weight_of_language(header, "en"), english) << header;
    }
}
