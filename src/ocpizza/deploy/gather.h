#pragma once

#include "base/translations.h"
#include "ocpizza/deploy/facts.h"
#include "ocpizza/routes.h"
#include "order/model/lifecycle.h"
#include "platform/db/database.h"
#include "platform/html/assets.h"

#include <filesystem>
#include <span>

namespace ocp::deploy {

/// Everything, from the settings on; says in `not_looked_at` what could not be reached. Changes nothing in
/// the database. `dotenv`: the file the settings came from. `root`: below it lie the machine's own files,
/// `etc` and `run`.
Facts gather(
    SettingSources const&, std::filesystem::path const& dotenv, std::filesystem::path const& root = "/");

/// Nothing when there is no such file.
std::optional<DotenvFile> dotenv_file(std::filesystem::path const&);

ProcessFacts process_facts();

/// What of a person or a secret would leave in an error report, in words. Nothing is sent.
std::vector<std::string> what_reports_give_away();

/// Serves the real application for a moment on a free port of loopback and asks it what a proxy would.
SiteFacts site_facts(Settings const&, db::Database& database);

/// What settings name and is not there, or not to be used as it must.
std::vector<std::string> missing_paths(Settings const&);

/// Reads every backup to its end. Nothing when there is no such folder.
std::optional<BackupFacts> backup_facts(Settings const&, std::filesystem::path const& root);

/// Nothing in a container.
std::optional<CronFacts> cron_facts(std::filesystem::path const& root);

/// The configuration that hands requests on to LISTEN's port; nothing when there is none.
std::optional<ProxyFacts> proxy_facts(Settings const&, std::filesystem::path const& root);

/// The log that supervisor writes, when any user of the machine may read it; "" otherwise.
std::string readable_log(std::filesystem::path const& root);

/// How long the certificate holds that nginx shows here, or whoever answers under PUBLIC_URL; nothing without
/// https. Throws std::runtime_error when nobody shows one.
std::optional<std::chrono::seconds> certificate_left(Settings const&, std::optional<ProxyFacts> const&);

/// Nothing without a key, nor where the key would travel in clear. Throws std::runtime_error with the reason
/// when Stripe does not say.
std::optional<StripeFacts> stripe_facts(Settings const&);

/// Templates that would let a value out of its place.
std::vector<std::string> template_faults(std::span<html::Embedded const>);

/// Messages that are not in every language, or have other places for values there.
std::vector<std::string> translation_faults(std::span<Translation const>);

/// Events of these steps that no screen of orders reacts to.
std::vector<std::string> unheard_events(std::span<order::Step const>);

/// Two routes of one name or one address, an address out of form.
std::vector<std::string> route_faults(std::span<Route const>);

} // namespace ocp::deploy
