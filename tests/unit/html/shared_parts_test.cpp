#include "platform/html/shared_parts.h"

#include <gtest/gtest.h>

using namespace ocp::html;

TEST(SharedParts, get_each_visitors_token_wherever_a_form_wants_one)
{
    Templates const templates;
    SharedParts const parts{templates, "the place"};
    std::string page{"<head>"};
    parts.append(page, "<a the place><b><c the place>", "Élise's");
    EXPECT_EQ(page, "<head><a Élise's><b><c Élise's>");
}

TEST(SharedParts, without_a_form_stay_as_they_are)
{
    Templates const templates;
    SharedParts const parts{templates, "the place"};
    std::string page;
    parts.append(page, "<p>the plac</p>", "token");
    EXPECT_EQ(page, "<p>the plac</p>");
}
