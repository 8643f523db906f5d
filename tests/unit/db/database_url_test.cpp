#include "platform/db/postgres_conninfo.h"

#include <gmock/gmock.h>

namespace ocp::db {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string fault_of(std::string_view url)
{
    try {
        parse_database_url(url);
    } catch (std::invalid_argument const& error) {
        return error.what();
    }
    return "none";
}

TEST(DatabaseUrl, is_taken_apart)
{
    auto const url = parse_database_url("postgres://lola:s%40cret%2F@db.example.org:5433/oc_pizza");
    EXPECT_EQ(url.engine, Engine::Postgres);
    EXPECT_EQ(url.user, "lola");
    EXPECT_EQ(url.password, "s@cret/");
    EXPECT_EQ(url.host, "db.example.org");
    EXPECT_EQ(url.port, "5433");
    EXPECT_EQ(url.name, "oc_pizza");
}

TEST(DatabaseUrl, needs_no_more_than_a_name)
{
    auto const url = parse_database_url("postgresql:///oc_pizza");
    EXPECT_EQ(url.host, "");
    EXPECT_EQ(url.name, "oc_pizza");
}

TEST(DatabaseUrl, forgives_an_at_sign_in_the_password)
{
    auto const url = parse_database_url("postgres://lola:p@ss@localhost/oc_pizza");
    EXPECT_EQ(url.password, "p@ss");
    EXPECT_EQ(url.host, "localhost");
}

TEST(DatabaseUrl, names_sockets_and_numeric_hosts)
{
    EXPECT_EQ(parse_database_url("postgres://u@%2Frun%2Fpostgresql/n").host, "/run/postgresql");
    EXPECT_EQ(parse_database_url("postgres://u@/n?host=/run/postgresql").host, "/run/postgresql");
    auto const six = parse_database_url("postgres://u@[::1]:5432/n");
    EXPECT_EQ(six.host, "::1");
    EXPECT_EQ(six.port, "5432");
}

TEST(DatabaseUrl, names_a_primary_and_its_standby)
{
    auto const url = parse_database_url("postgres://u@db1.example.org:5433,[::1],db2/n");
    EXPECT_TRUE(url.has_several_hosts());
    EXPECT_EQ(url.host, "db1.example.org,::1,db2");
    EXPECT_EQ(url.port, "5433,5432,5432");
    EXPECT_THAT(postgres_conninfo(url, {.url = ""}), HasSubstr("target_session_attrs='read-write'"));
    EXPECT_EQ(postgres_environment(url, {.url = ""}).at("PGTARGETSESSIONATTRS"), "read-write");
    EXPECT_FALSE(parse_database_url("postgres://u@db1/n").has_several_hosts());
    EXPECT_THAT(postgres_conninfo(parse_database_url("postgres://u@db1/n"), {.url = ""}),
        testing::Not(HasSubstr("target_session_attrs")));
}

TEST(DatabaseUrl, tells_relative_from_absolute_files)
{
    EXPECT_EQ(parse_database_url("sqlite:///var/ocpizza.db").path, "var/ocpizza.db");
    EXPECT_EQ(parse_database_url("sqlite:////var/lib/ocpizza.db").path, "/var/lib/ocpizza.db");
    EXPECT_EQ(parse_database_url("sqlite:///var/l%27%C5%93uf%20dur.db").path, "var/l'œuf dur.db");
}

TEST(DatabaseUrl, refuses_mysql_in_a_clear_sentence)
{
    EXPECT_THAT(fault_of("mysql://root@localhost/oc"), HasSubstr("MySQL and MariaDB are not supported yet"));
}

TEST(DatabaseUrl, says_the_fault_and_the_expected_form)
{
    struct Case {
        char const *url, *fault;
    };
    for (auto const& [url, fault] : {
             Case{"", "not understood"},
             Case{"oracle://x", "not understood"},
             Case{"sqlite://var/x.db", "slashes"},
             Case{"sqlite:///", "slashes"},
             Case{"sqlite:///:memory:", "memory"},
             Case{"sqlite:///a\"b", "quote"},
             Case{"sqlite:///var/", "folder"},
             Case{"sqlite:///a%0ab", "control character"},
             Case{"postgres://localhost", "name of the database is missing"},
             Case{"postgres://localhost/", "name of the database is missing"},
             Case{"postgres://a,,b/x", "one of several hosts is empty"},
             Case{"postgres://a:1,b:0/x", "port"},
             Case{"postgres://localhost:0/x", "port"},
             Case{"postgres://localhost:65536/x", "port"},
             Case{"postgres://localhost:5x/x", "port"},
             Case{"postgres://[::1/x", "bracket"},
             Case{"postgres://[::1]x/x", "between"},
             Case{"postgres://u:%4@h/x", "% escape"},
             Case{"postgres://u:%zz@h/x", "% escape"},
             Case{"postgres://h/x?timeout=3", "option «timeout» is unknown"},
         })
        EXPECT_THAT(fault_of(url), AllOf(HasSubstr(fault), HasSubstr("expected postgres://user:"))) << url;
}

TEST(DatabaseUrl, never_repeats_the_password)
{
    EXPECT_THAT(fault_of("postgres://lola:tomato@h:99999/x"), Not(HasSubstr("tomato")));
    EXPECT_THAT(fault_of("postgres://lola:tomato%@h/x"), Not(HasSubstr("tomato")));
    EXPECT_THAT(fault_of("mysql://lola:tomato@h/x"), Not(HasSubstr("tomato")));
}

TEST(DatabaseUrl, names_another_database_of_the_same_server)
{
    EXPECT_EQ(
        with_database("postgres://u:p@h:5432/shop", "shop_restore"), "postgres://u:p@h:5432/shop_restore");
    EXPECT_EQ(
        with_database("postgres://h/shop?sslmode=require", "a b"), "postgres://h/a%20b?sslmode=require");
    for (auto const* url : {"postgres://u:p@ss@h/shop", "postgres://u:p%2Fx@h/shop",
             "postgres://u@/n?host=/run/pg", "postgresql:///shop", "postgres://[::1]:5432/shop"}) {
        auto const old = parse_database_url(url);
        auto const other = parse_database_url(with_database(url, "é\"';%?@/"));
        EXPECT_EQ(other.name, "é\"';%?@/") << url;
        EXPECT_EQ(other.host + other.port + other.user + other.password,
            old.host + old.port + old.user + old.password);
    }
}

TEST(SslMode, is_strict_towards_remote_hosts_only)
{
    auto const mode
        = [](char const* url, char const* setting) { return ssl_mode_for(parse_database_url(url), setting); };
    EXPECT_EQ(mode("postgres://u@db.example.org/n", "true"), "verify-full");
    EXPECT_EQ(mode("postgres://u@10.0.0.7/n", "true"), "verify-full");
    EXPECT_EQ(mode("postgres://u@localhost.example.org/n", "true"), "verify-full");
    EXPECT_EQ(mode("postgres://u@localhost/n", "true"), "prefer");
    EXPECT_EQ(mode("postgres://u@127.0.0.1/n", "true"), "prefer");
    EXPECT_EQ(mode("postgres://u@127.0.0.1:5432,127.0.0.1:5433/n", "true"), "prefer");
    EXPECT_EQ(mode("postgres://u@127.0.0.1,db.example.org/n", "true"), "verify-full");
    EXPECT_EQ(mode("postgres://u@[::1]/n", "true"), "prefer");
    EXPECT_EQ(mode("postgres://u@/n?host=/run/postgresql", "true"), "prefer");
    EXPECT_EQ(mode("postgres://u@db.example.org/n", "false"), "prefer");
    EXPECT_EQ(mode("postgres://u@db.example.org/n", "verify-ca"), "verify-ca");
    EXPECT_EQ(mode("postgres://u@db.example.org/n?sslmode=require", "true"), "require");
    EXPECT_THROW(mode("postgres://u@h/n", "yes"), std::invalid_argument);
    EXPECT_THROW(mode("postgres://u@h/n", ""), std::invalid_argument);
}

TEST(Conninfo, quotes_what_it_is_given_and_sets_every_time_out)
{
    auto const url = parse_database_url("postgres://u:it%27s%5C@h/n");
    auto const info = postgres_conninfo(url, {.url = "", .lock_timeout = std::chrono::milliseconds{123}});
    for (auto const* part : {"password='it\\'s\\\\'", "sslmode='verify-full'", "sslrootcert='",
             "connect_timeout='2'", "keepalives_idle='30'", "tcp_user_timeout='10000'",
             "gssencmode='disable'", "application_name='ocpizza'", "-c statement_timeout=2000 ",
             "-c lock_timeout=123 ", "-c idle_in_transaction_session_timeout=5000 "})
        EXPECT_THAT(info, HasSubstr(part));
}

} // namespace
} // namespace ocp::db
