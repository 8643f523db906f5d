#include "ocpizza/deploy/gather.h"

#include <gmock/gmock.h>

namespace ocp::deploy {

using testing::ElementsAre;

TEST(ProgramFacts, name_templates_that_let_a_value_out_of_its_place)
{
    html::Embedded const files[] = {
        {"a/good.html", "{{%AUTOESCAPE context=\"HTML\"}}\n<p>{{NAME}}</p>"},
        {"a/bare.html", "<p>{{NAME}}</p>"},
        {"a/none.html", "{{%AUTOESCAPE context=\"HTML\"}}\n<p>{{NAME:none}}</p>"},
        {"a/click.html", "{{%AUTOESCAPE context=\"HTML\"}}\n<p onclick=\"go()\">{{NAME}}</p>"},
        {"a/red.html", "{{%AUTOESCAPE context=\"HTML\"}}\n<p style=\"color:red\">{{NAME}}</p>"},
        {"a/red_letter.html", "{{%AUTOESCAPE context=\"HTML\"}}\n<p style=\"color:red\">{{NAME}}</p>"},
    };
    EXPECT_THAT(template_faults(files),
        ElementsAre("a/bare.html does not begin with the pragma", "a/none.html chooses its own escaping",
            "a/click.html holds onclick=", "a/red.html holds style="));
    EXPECT_THAT(template_faults({html::embedded_templates, html::embedded_templates_count}), ElementsAre());
}

TEST(ProgramFacts, name_messages_that_another_language_lacks)
{
    EXPECT_THAT(translation_faults({embedded_translations, embedded_translations_count}), ElementsAre());
    Translation const translations[] = {
        {"", "Bonjour {}", "Hello {}", ""},
        {"", "{} et {}", "{1} and {0}", ""},
        {"", "une pizza", "one pizza", "{} pizzas"},
        {"", "Au revoir", "", ""},
        {"", "Merci {}", "Thank you", ""},
        {"", "De {} à {}", "From {0} to {0}", ""},
    };
    EXPECT_THAT(translation_faults(translations),
        ElementsAre("«Au revoir» has no English", "«Merci {}» has other places for values in English",
            "«De {} à {}» has other places for values in English"));
    EXPECT_THAT(translation_faults({}), ElementsAre("there is no English"));
}

TEST(ProgramFacts, name_events_that_no_screen_hears)
{
    EXPECT_THAT(unheard_events(order::lifecycle), ElementsAre());
    auto const known = *order::find_step(order::Status::Pending, order::Action::Accept);
    auto mute = known, close = known;
    mute.event = "order.burnt";
    close.event = "order.acc";
    order::Step const steps[] = {known, mute, close};
    EXPECT_THAT(unheard_events(steps), ElementsAre("order.burnt", "order.acc"));
}

} // namespace ocp::deploy
