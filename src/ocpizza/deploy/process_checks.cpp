#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/words.h"

#include <charconv>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;

std::string run_as_root(Facts const& facts)
{
    return when(facts.process.is_root, "this was started by root, as the service must not be");
}

std::string core_dumps(Facts const& facts)
{
    return when(facts.process.dumps_core, "a crash would write the program's memory to disk");
}

std::string nofile(Facts const& facts)
{
    static constexpr std::uint64_t least = 8'192;
    return when(facts.process.open_files < least,
        "the program may have only " + std::to_string(facts.process.open_files) + " files open");
}

std::string program_writable(Facts const& facts)
{
    return when(!facts.process.writable_program.empty(),
        facts.process.writable_program + " may be changed by the user who runs the program");
}

std::string binary_hardening(Facts const& facts)
{
    auto const& one = facts.process.hardening;
    if (!one) return {};
    std::vector<std::string> lacking;
    if (!one->position_independent) lacking.emplace_back("PIE");
    if (!one->full_relro) lacking.emplace_back("full RELRO");
    if (!one->no_executable_stack) lacking.emplace_back("NX");
    if (!one->stack_protector) lacking.emplace_back("stack protector");
    if (!one->fortified) lacking.emplace_back("FORTIFY");
    return when(!lacking.empty(), "the program was built without: " + listed(lacking));
}

std::string tz_data(Facts const& facts)
{
    return when(!facts.process.knows_paris, "the time zone Europe/Paris is unknown");
}

/// The number behind `name=` in "$argon2id$v=19$m=65536,t=2,p=1$...", 0 when there is none.
long parameter(std::string_view hash, std::string_view name)
{
    long number = 0;
    auto const at = hash.find(name);
    if (at != hash.npos) std::from_chars(hash.data() + at + name.size(), hash.data() + hash.size(), number);
    return number;
}

std::string hash_weak(Facts const& facts)
{
    auto const& hash = facts.process.password_hash;
    return when(
        !hash.starts_with("$argon2id$") || parameter(hash, "$m=") < 64 * 1024 || parameter(hash, ",t=") < 2,
        "passwords are kept by less than argon2id with 64 MiB and 2 passes");
}

std::string sentry_scrub(Facts const& facts)
{
    auto const& given_away = facts.process.reports_give_away;
    return when(!given_away.empty(), "an error report would tell " + listed(given_away));
}

constexpr Check checks[] = {
    {"run-as-root", Error, Goes, run_as_root, "a fault in the program gives the whole machine away",
        "run it under a user of its own (sudo -u ocpizza)"},
    {"core-dumps", Warning, Goes, core_dumps, "keys and passwords lie in the file",
        "LimitCORE=0 for the service; deploy an unaltered program"},
    {"nofile", Warning, Goes, nofile, "under load connections and streams are refused",
        "LimitNOFILE=65536 for the service (ulimit -Hn)"},
    {"program-writable", Warning, Goes, program_writable,
        "who gets into the program once replaces it and stays",
        "let root own the program and its folder, with mode 755"},
    {"binary-hardening", Warning, Goes, binary_hardening, "a fault in memory is easier to exploit",
        "build with the preset release"},
    {"tz-data", Error, Goes, tz_data, "no shop has an hour: neither opening times nor promises",
        "apt-get install tzdata"},
    {"sentry-scrub", Error, Goes, sentry_scrub, "another company reads who your customers are",
        "deploy an unaltered program; until then leave SENTRY_DSN empty"},
    {"hash-weak", Error, Goes, hash_weak, "a stolen database gives its passwords away",
        "deploy an unaltered program"},
};

} // namespace

std::span<Check const> process_checks()
{
    return checks;
}

} // namespace ocp::deploy
