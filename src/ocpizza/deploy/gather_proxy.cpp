#include "base/text.h"
#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/machine_files.h"
#include "ocpizza/deploy/nginx_text.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace ocp::deploy {

namespace {

namespace fs = std::filesystem;

struct File {
    fs::path path;
    std::vector<Directive> directives;
};

std::vector<File> configuration(fs::path const& folder)
{
    std::vector<File> files;
    auto const add = [&](fs::path const& path) { files.push_back({path, nginx_directives(text_of(path))}); };
    add(folder / "nginx.conf");
    for (auto const& path : files_in(folder / "conf.d"))
        if (path.extension() == ".conf") add(path);
    for (auto const& path : files_in(folder / "sites-enabled"))
        add(path);
    return files;
}

/// Every directive, whatever stands around it.
template <class Look>
void each(std::vector<Directive> const& directives, Look const& look)
{
    for (auto const& one : directives) {
        look(one);
        each(one.inside, look);
    }
}

/// "127.0.0.1:8000" of "http://127.0.0.1:8000/".
std::string_view target_of(std::string_view url)
{
    auto const start = url.find("://");
    if (start != url.npos) url.remove_prefix(start + 3);
    return url.substr(0, url.find('/'));
}

/// How nginx calls this program: by its port, or an upstream that has it.
class Ours {
public:
    Ours(std::vector<File> const& files, unsigned short port)
        : port_{":" + std::to_string(port)}
    {
        for (auto const& file : files)
            each(file.directives, [&](Directive const& one) {
                if (one.name() != "upstream") return;
                for (auto const& inside : one.inside)
                    if (inside.name() == "server" && inside.first().ends_with(port_))
                        names_.emplace(one.first());
            });
    }
    bool is_called_by(Directive const& one) const
    {
        if (one.name() != "proxy_pass") return false;
        auto const target = target_of(one.first());
        return target.ends_with(port_) || names_.contains(target);
    }
    bool is_served_by(Directive const& server) const
    {
        bool found = false;
        each(server.inside, [&](Directive const& one) { found = found || is_called_by(one); });
        return found;
    }

private:
    std::string port_;
    std::set<std::string, std::less<>> names_;
};

/// "1m", "64k", "0"; an unreadable one counts as none.
std::uint64_t bytes_in(std::string_view size)
{
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(size.data(), size.data() + size.size(), number);
    if (error != std::errc{}) return 0;
    switch (end == size.data() + size.size() ? ' ' : *end | 0x20) {
    case 'k':
        return number << 10;
    case 'm':
        return number << 20;
    case 'g':
        return number << 30;
    default:
        return number;
    }
}

/// What a block says itself, over what holds around it.
void read_block(std::vector<Directive> const& block, HandingOn& holding)
{
    auto const sets_a_field = [](Directive const& one) { return one.name() == "proxy_set_header"; };
    // One field set here, and none of those around it is set any more.
    if (std::any_of(block.begin(), block.end(), sets_a_field)) holding.fields.clear();
    for (auto const& one : block) {
        if (sets_a_field(one) && one.words.size() == 3)
            holding.fields[text::lower_ascii(one.words[1])] = one.words[2];
        if (one.name() == "client_max_body_size") holding.largest_body = bytes_in(one.first());
        if (one.name() == "proxy_ignore_headers")
            for (auto const& word : one.words)
                if (text::lower_ascii(word) == "x-accel-buffering") holding.heeds_streams = false;
    }
}

void find_places(std::vector<Directive> const& block, HandingOn holding, Ours const& ours, ProxyFacts& facts)
{
    read_block(block, holding);
    if (std::any_of(block.begin(), block.end(), [&](auto const& one) { return ours.is_called_by(one); }))
        facts.places.push_back(holding);
    for (auto const& one : block) {
        auto within = holding;
        if (one.name() == "location") within.location = one.words.back();
        find_places(one.inside, std::move(within), ours, facts);
    }
}

/// What holds in every file that nginx.conf includes.
HandingOn around_all(File const& nginx_conf)
{
    HandingOn holding;
    holding.largest_body = 1U << 20; // nginx's own
    for (auto const& one : nginx_conf.directives)
        if (one.name() == "http") read_block(one.inside, holding);
    return holding;
}

/// The port of a server with a certificate, 0 of one without.
unsigned short https_port(Directive const& server)
{
    for (auto const& one : server.inside) {
        if (one.name() != "listen" || std::find(one.words.begin(), one.words.end(), "ssl") == one.words.end())
            continue;
        auto const address = one.first();
        auto const digits = address.substr(address.rfind(':') + 1);
        unsigned short port = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), port);
        return port;
    }
    return 0;
}

bool leads_to_https(Directive const& server)
{
    bool leads = false;
    each(server.inside, [&](Directive const& one) {
        leads = leads
            || (one.name() == "return" && one.first().starts_with("30")
                && one.words.back().starts_with("https://"));
    });
    return leads;
}

void read_servers(File const& file, Ours const& ours, ProxyFacts& facts)
{
    each(file.directives, [&](Directive const& one) {
        if (one.name() != "server" || one.inside.empty()) return;
        auto const port = https_port(one);
        auto const is_ours = ours.is_served_by(one);
        if (is_ours && facts.file.empty()) facts.file = file.path.string();
        if (is_ours && facts.https_port == 0) facts.https_port = port;
        // What comes in clear to the program, the program sends on itself.
        if (port == 0 && (is_ours || leads_to_https(one))) facts.leads_to_https = true;
    });
}

} // namespace

std::optional<ProxyFacts> proxy_facts(Settings const& settings, fs::path const& root)
{
    auto const files = configuration(root / "etc/nginx");
    Ours const ours{files, settings.listen.port};
    ProxyFacts facts;
    for (auto const& file : files) {
        find_places(file.directives, around_all(files.front()), ours, facts);
        read_servers(file, ours, facts);
    }
    if (facts.places.empty()) return std::nullopt;
    return facts;
}

} // namespace ocp::deploy
