#include "ocpizza/deploy/gather.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace ocp::deploy {

namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::Pair;
using testing::SizeIs;

/// A folder with nginx's files, and a program that listens at port 8000.
struct NginxOfThisMachine : testing::Test {
    NginxOfThisMachine() { settings.listen.port = 8000; }

    void write(std::string const& name, std::string const& text) const
    {
        auto const path = root / "etc/nginx" / name;
        fs::create_directories(path.parent_path());
        std::ofstream{path} << text;
    }
    std::optional<ProxyFacts> facts() const { return proxy_facts(settings, root.path()); }

    test::TempFolder const root;
    Settings settings;
};

} // namespace

TEST_F(NginxOfThisMachine, is_none_where_no_file_names_the_program)
{
    EXPECT_FALSE(facts());
    write("conf.d/other.conf", "server { location / { proxy_pass http://127.0.0.1:9000; } }");
    write("conf.d/off.conf.old", "server { location / { proxy_pass http://127.0.0.1:8000; } }");
    EXPECT_FALSE(facts());
}

TEST_F(NginxOfThisMachine, is_found_by_the_programs_port_or_by_an_upstream_that_has_it)
{
    write("sites-enabled/one", "server { listen 80; location /a { proxy_pass http://localhost:8000/; } }");
    EXPECT_EQ(facts()->places.at(0).location, "/a");
    EXPECT_EQ(facts()->https_port, 0);
    write("sites-enabled/one",
        "upstream x { server 127.0.0.1:8000; server 127.0.0.1:8001; }\n"
        "server { listen [::]:8443 ssl; location = /b { proxy_pass http://x; } }");
    EXPECT_EQ(facts()->places.at(0).location, "/b");
    EXPECT_EQ(facts()->https_port, 8443);
    EXPECT_EQ(fs::path{facts()->file}.filename(), "one");
}

TEST_F(NginxOfThisMachine, forgets_the_fields_around_a_place_that_sets_one)
{
    write("conf.d/x.conf", R"(server {
        proxy_set_header X-Forwarded-For $remote_addr;
        location /keeps { proxy_pass http://127.0.0.1:8000; }
        location /forgets { proxy_set_header Host $host; proxy_pass http://127.0.0.1:8000; }
    })");
    auto const places = facts()->places;
    ASSERT_THAT(places, SizeIs(2));
    EXPECT_THAT(places[0].fields, ElementsAre(Pair("x-forwarded-for", "$remote_addr")));
    EXPECT_THAT(places[1].fields, ElementsAre(Pair("host", "$host")));
}

TEST_F(NginxOfThisMachine, takes_over_what_nginx_conf_says_for_all)
{
    write("conf.d/x.conf", "server { location / { proxy_pass http://127.0.0.1:8000; } }");
    EXPECT_EQ(facts()->places.at(0).largest_body, 1U << 20) << "nginx's own";
    EXPECT_TRUE(facts()->places.at(0).heeds_streams);
    write(
        "nginx.conf", "http { client_max_body_size 0; proxy_ignore_headers X-Accel-Buffering; include x; }");
    EXPECT_EQ(facts()->places.at(0).largest_body, 0U);
    EXPECT_FALSE(facts()->places.at(0).heeds_streams);
    write("conf.d/x.conf",
        "server { client_max_body_size 64k; location / { proxy_pass http://127.0.0.1:8000; } }");
    EXPECT_EQ(facts()->places.at(0).largest_body, 64U << 10);
}

TEST_F(NginxOfThisMachine, leads_to_https_itself_or_lets_the_program_do_it)
{
    std::string const tls = "server { listen 443 ssl; location / { proxy_pass http://127.0.0.1:8000; } }";
    write("conf.d/x.conf", tls);
    EXPECT_FALSE(facts()->leads_to_https);
    write(
        "conf.d/x.conf", tls + "server { listen 80; location / { return 308 https://$host$request_uri; } }");
    EXPECT_TRUE(facts()->leads_to_https);
    write("conf.d/x.conf", tls + "server { listen 80; location / { return 404; } }");
    EXPECT_FALSE(facts()->leads_to_https);
    write("conf.d/x.conf", tls + "server { listen 80; location / { proxy_pass http://127.0.0.1:8000; } }");
    EXPECT_TRUE(facts()->leads_to_https);
}

} // namespace ocp::deploy
