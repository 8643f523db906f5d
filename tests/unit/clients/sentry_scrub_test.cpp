#include "clients/sentry/scrub.h"

#include <gtest/gtest.h>

namespace ocp::sentry {

TEST(Scrubbing, takes_mail_addresses)
{
    EXPECT_EQ(scrubbed("no user lola.martin+pizza@exemple.fr here"), "no user [e-mail] here");
    EXPECT_EQ(scrubbed("<élise@exemple.fr>"), "<[e-mail]>");
    EXPECT_EQ(
        scrubbed("Key (email)=(lola@exemple.fr) already exists."), "Key (email)=([e-mail]) already exists.");
    EXPECT_EQ(scrubbed("/x/lola%40exemple.fr/y"), "/x/[e-mail]/y");
    EXPECT_EQ(scrubbed("postgres://ocpizza:geheim@db.example/oc"), "postgres://ocpizza:[e-mail]/oc");
}

TEST(Scrubbing, takes_telephone_numbers)
{
    for (auto const* const number : {"0612345678", "06 12 34 56 78", "06.12.34.56.78", "+33 6 12 34 56 78",
             "+33612345678", "0033 6 12 34 56 78", "+1 (212) 555-0123"})
        EXPECT_EQ(scrubbed("call " + std::string{number} + " now"), "call [telephone] now") << number;
}

TEST(Scrubbing, takes_street_addresses)
{
    EXPECT_EQ(scrubbed("to 12 rue de la République, 69002 Lyon"), "to [address], 69002 Lyon");
    EXPECT_EQ(scrubbed("to 3 bis, avenue Jean Jaurès"), "to [address]");
    EXPECT_EQ(scrubbed("to 7 Place Bellecour."), "to [address].");
}

TEST(Scrubbing, takes_values_behind_names_of_secrets)
{
    EXPECT_EQ(scrubbed("password=hunter2 for x"), "password=[secret] for x");
    EXPECT_EQ(scrubbed("api_key: abc\nnext"), "api_key: [secret]\nnext");
    EXPECT_EQ(scrubbed(R"({"token":"abc","n":1})"), R"({"token":"[secret]","n":1})");
    EXPECT_EQ(scrubbed("Cookie: s=abc; d=def\r\nHost: x"), "Cookie: [secret]\r\nHost: x");
    EXPECT_EQ(scrubbed("Authorization: Bearer abc.def"), "Authorization: Bearer [secret]");
}

TEST(Scrubbing, takes_what_looks_like_a_token)
{
    EXPECT_EQ(scrubbed("GET /suivi/3q2Vx81aBcDeFgHiJkLmNo"), "GET /suivi/[token]");
    EXPECT_EQ(scrubbed("no digit: QwErTyUiOpAsDfGhJkLzXcVb"), "no digit: [token]");
    EXPECT_EQ(scrubbed("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"), "[token]");
}

TEST(Scrubbing, takes_query_strings_and_rows_that_postgres_quotes)
{
    EXPECT_EQ(scrubbed("GET /connexion?retour=/panier&x=1 failed"), "GET /connexion?[query] failed");
    EXPECT_EQ(scrubbed("ERROR: null value\nDETAIL:  Failing row contains (7, Élise, Bonnet).\nCONTEXT: x"),
        "ERROR: null value\nDETAIL: [row]\nCONTEXT: x");
}

TEST(Scrubbing, leaves_what_tells_of_nobody)
{
    for (auto const* const text : {"std::runtime_error", "relation \"products\" does not exist",
             "order 2026-000042 of shop 3 at 1795435200000",
             "connection to server at \"127.0.0.1\", port 5432 failed",
             "SELECT id FROM orders WHERE token_hash = :token AND n >= 10", "what now? nobody knows",
             "duplicate key value violates unique constraint \"users_email_key\"", "secrets::derive_key(x)",
             "0x55d0c0ffee", "sqlite3_statement_backend::loadOne", "OutcomeUnknownOfTransaction",
             "ck_order_lines_quantity_up_to_99", "src/order/business/place_order.cpp:88", "12 rues"})
        EXPECT_EQ(scrubbed(text), text);
}

TEST(Scrubbing, ends_soon_on_hostile_text)
{
    for (auto const* const piece : {"a.", "0 ", "+", "a@", "1 rue ", "?a=", "token=", "%40", "é"}) {
        std::string text;
        while (text.size() < 16'000)
            text += piece;
        EXPECT_LE(scrubbed(text).size(), 4 * text.size()) << piece;
    }
}

TEST(Cutting, never_ends_within_a_letter)
{
    EXPECT_EQ(cut("été", 1), "");
    EXPECT_EQ(cut("été", 2), "é");
    EXPECT_EQ(cut("été", 5), "été");
}

} // namespace ocp::sentry
