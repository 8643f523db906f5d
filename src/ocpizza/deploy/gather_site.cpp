#include "base/text.h"
#include "ocpizza/app.h"
#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/self_request.h"
#include "ocpizza/deploy/words.h"
#include "platform/http/listening_socket.h"

#include <set>
#include <thread>

namespace ocp::deploy {

namespace {

/// These settings as they hold behind a proxy on this machine.
Settings behind_our_own_proxy(Settings settings)
{
    settings.trusted_proxies.emplace_back("127.0.0.1");
    // Nobody needs to hear of what we ask ourselves, and nobody pays.
    settings.stripe_secret_key.clear();
    settings.sentry_dsn.clear();
    settings.new_relic_license_key.clear();
    // In development the key is made by who serves.
    if (settings.secret_key.empty()) settings.secret_key = std::string(64, '-');
    return settings;
}

/// The real application, serving nobody but us.
class Served {
public:
    Served(Settings const& settings, db::Database& database)
        : app{behind_our_own_proxy(settings), database, http::open_listening_socket("127.0.0.1", 0)}
        , host_{host_of(settings.public_url)}
        , serving_{[this] { app.server.run(); }}
    {
    }
    ~Served()
    {
        // The second call does not wait for requests that will not come.
        app.server.stop();
        app.server.stop();
        serving_.join();
    }
    Served(Served const&) = delete;
    Served& operator=(Served const&) = delete;

    Answer get(std::string target, std::string fields = "") const
    {
        return send("GET", std::move(target), std::move(fields));
    }
    Answer send(std::string_view method, std::string target, std::string fields) const
    {
        return ask(app.server.port(), {method, std::move(target), host_, std::move(fields)});
    }
    Answer at_a_foreign_host(std::string_view method, std::string target) const
    {
        return ask(app.server.port(), {method, std::move(target), "elsewhere.invalid"});
    }

    App app;

private:
    std::string host_;
    std::thread serving_;
};

/// The pattern with something for each of its named parts.
std::string address_of(std::string_view pattern, std::string const& shop)
{
    std::string address;
    while (!pattern.empty()) {
        auto const open = std::min(pattern.find('{'), pattern.size());
        address += pattern.substr(0, open);
        pattern.remove_prefix(open);
        if (pattern.empty()) break;
        auto const close = pattern.find('}');
        address += pattern.starts_with("{shop}") && !shop.empty() ? shop : "1";
        pattern.remove_prefix(close + 1);
    }
    return address;
}

/// The addresses of files that the page names.
void add_assets(std::set<std::string>& assets, std::string const& page)
{
    static constexpr std::string_view folder = "\"/static/";
    for (auto at = page.find(folder); at != page.npos; at = page.find(folder, at + 1))
        assets.insert(page.substr(at + 1, page.find('"', at + 1) - at - 1));
}

Answer as_answer(std::string request, http::Response const& response)
{
    Answer answer{std::move(request), response.status, {}, response.body ? *response.body : ""};
    for (auto const& [name, value] : response.headers)
        answer.headers.emplace_back(text::lower_ascii(name), value);
    return answer;
}

void ask_for_pages(Served const& served, std::string const& shop, SiteFacts& facts)
{
    std::set<std::string> assets;
    for (auto const& route : route_table()) {
        if (route.method != http::Method::Get) continue;
        facts.usual.push_back(served.get(address_of(route.pattern, shop)));
        add_assets(assets, facts.usual.back().body);
    }
    for (auto const* const path : {"/healthz", "/nowhere"})
        facts.usual.push_back(served.get(path));
    facts.usual.push_back(served.send("PUT", "/", ""));
    facts.usual.push_back(served.send("POST", "/connexion", "Content-Length: 99999999\r\n"));
    for (auto const& asset : assets)
        facts.assets.push_back(served.get(asset));
    if (facts.assets.empty()) return;
    auto const tag = facts.assets.front().header("etag");
    facts.usual.push_back(facts.assets.front());
    facts.usual.push_back(served.get(*assets.begin(), "If-None-Match: " + tag + "\r\n"));
}

void ask_what_must_be_refused(Served const& served, std::string const& shop, SiteFacts& facts)
{
    for (auto const* const path : {"/", "/connexion", "/healthz", "/readyz", "/nowhere", "/static/nowhere"})
        facts.foreign_host.push_back(served.at_a_foreign_host("GET", path));
    facts.foreign_host.push_back(served.at_a_foreign_host("POST", "/connexion"));
    for (auto const& route : route_table()) {
        if (route.method != http::Method::Post) continue;
        auto const address = address_of(route.pattern, shop);
        if (route.guard == Guard::Signed) {
            facts.unproven_posts.push_back(served.send("POST", address, ""));
            continue;
        }
        facts.unsigned_posts.push_back(served.send("POST", address, ""));
        facts.foreign_posts.push_back(served.send("POST", address, "Origin: https://elsewhere.invalid\r\n"));
    }
    for (auto const* const path : {"/.env", "/.git/config", "/var/secret_key", "/var/ocpizza.sqlite",
             "/var/backups/", "/ocpizza", "/static/", "/static/../.env", "/static/%2e%2e/.env", "/uploads/"})
        facts.private_files.push_back(served.get(path));
}

void see_error_pages(App& app, SiteFacts& facts)
{
    for (unsigned const status : {400U, 403U, 404U, 405U, 413U, 429U, 500U, 503U}) {
        auto const answer
            = as_answer("the page of error " + std::to_string(status), app.site.error(status, nullptr));
        facts.error_pages[status]
            = answer.status == status && answer.body.find("</html>") != answer.body.npos;
        facts.usual.push_back(answer);
    }
}

/// Whether pages come in every language that somebody asks for.
void ask_in_every_language(Served const& served, std::string const& shop, SiteFacts& facts)
{
    for (auto const& path :
        {std::string{"/"}, "/pizzerias/" + shop, std::string{"/connexion"}, std::string{"/nowhere"}})
        for (auto const language : every_language) {
            auto const code = std::string{code_of(language)};
            auto const answer = served.get(path, "Accept-Language: " + code + "\r\n");
            if (answer.body.find("<html lang=\"" + code + "\">") == answer.body.npos)
                facts.language_faults.push_back(answer.request + " does not come in " + code);
        }
}

} // namespace

SiteFacts site_facts(Settings const& settings, db::Database& database)
{
    SiteFacts facts;
    facts.route_faults = route_faults(route_table());
    facts.template_faults
        = template_faults(std::span{html::embedded_templates, html::embedded_templates_count});
    facts.unheard_events = unheard_events(order::lifecycle);
    Served served{settings, database};
    auto const shops = served.app.shops.all();
    auto const shop = shops->empty() ? "" : shops->front().slug;
    ask_for_pages(served, shop, facts);
    ask_what_must_be_refused(served, shop, facts);
    for (auto const* const fields : {"X-Forwarded-For: 203.0.113.9\r\n", "X-Forwarded-For: 127.0.0.1\r\n"})
        facts.metrics.push_back(served.get("/metrics", fields));
    facts.in_clear = served.get("/connexion", "X-Forwarded-Proto: http\r\n");
    see_error_pages(served.app, facts);
    facts.language_faults = translation_faults(std::span{embedded_translations, embedded_translations_count});
    ask_in_every_language(served, shop, facts);
    auto const& cookies = served.app.cookies;
    facts.cookies = {cookies.session({SessionId{1}, "token", std::chrono::hours{1}}), cookies.no_session(),
        cookies.device("signature"), cookies.language(Language::English)};
    return facts;
}

std::vector<std::string> route_faults(std::span<Route const> routes)
{
    std::vector<std::string> faults;
    std::set<std::string_view> names;
    std::set<std::pair<http::Method, std::string>> addresses;
    for (auto const& route : routes) {
        std::string const pattern{route.pattern};
        if (route.name.empty() || !names.insert(route.name).second)
            faults.push_back(pattern + " has no name of its own");
        if (!addresses.emplace(route.method, address_of(pattern, "")).second)
            faults.push_back(pattern + " stands for two routes");
        if (!pattern.starts_with('/') || (pattern.size() > 1 && pattern.ends_with('/')))
            faults.push_back(pattern + " does not begin with a slash, or ends with one");
        if (route.page == nullptr) faults.push_back(pattern + " has no page");
    }
    return faults;
}

} // namespace ocp::deploy
