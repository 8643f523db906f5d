#include "platform/backup/manifest.h"

#include <nlohmann/json.hpp>

namespace ocp::backup {

namespace {

constexpr auto kind = "ocpizza backup";
constexpr int format = 1;

tl::unexpected<std::string> no(std::string why)
{
    return tl::unexpected<std::string>{std::move(why)};
}

} // namespace

std::string to_text(db::Engine engine)
{
    return engine == db::Engine::Postgres ? "postgresql" : "sqlite";
}

std::string to_text(Manifest const& manifest)
{
    nlohmann::ordered_json const json{{"kind", kind}, {"format", format},
        {"engine", to_text(manifest.engine)}, {"made_at", manifest.made_at.ms()},
        {"program", manifest.program}, {"schema", manifest.schema}, {"size", manifest.size},
        {"sha256", manifest.sha256}, {"encrypted", manifest.encrypted}, {"rows", manifest.rows}};
    return json.dump(2) + "\n";
}

tl::expected<Manifest, std::string> manifest_from(std::string_view text)
{
    try {
        auto const json = nlohmann::json::parse(text);
        if (json.at("kind") != kind) return no("it is no backup of this program");
        if (json.at("format") != format) return no("it was made by a newer program");
        auto const engine = json.at("engine").get<std::string>();
        if (engine != to_text(db::Engine::Postgres) && engine != to_text(db::Engine::Sqlite))
            return no("it is of an engine that this program does not know");
        Manifest manifest;
        manifest.engine = engine == to_text(db::Engine::Postgres) ? db::Engine::Postgres : db::Engine::Sqlite;
        manifest.made_at = Instant::ms(json.at("made_at").get<std::int64_t>());
        manifest.program = json.at("program").get<std::string>();
        manifest.schema = json.at("schema").get<int>();
        manifest.size = json.at("size").get<std::uint64_t>();
        manifest.sha256 = json.at("sha256").get<std::string>();
        manifest.encrypted = json.at("encrypted").get<bool>();
        manifest.rows = json.at("rows").get<std::map<std::string, std::int64_t>>();
        return manifest;
    } catch (nlohmann::json::exception const&) {
        return no("its manifest is damaged, or it is no backup of this program");
    }
}

} // namespace ocp::backup
