#include "bank/business/ask_session.h"

#include "bank/business/check_parameters.h"
#include "bank/business/payment_rules.h"

#include <fmt/format.h>

namespace ocp::bank {

namespace {

using Kind = Parameter::Kind;

constexpr std::string_view locales
    = "auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt "
      "pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW";

// Only what a merchant like ours may need: the rest is as unknown here as a typing error.
constexpr Parameter known[] = {
    {.path = "mode", .kind = Kind::OneOf, .is_required = true, .words = "payment"},
    {.path = "success_url", .kind = Kind::Url, .is_required = true},
    {.path = "cancel_url", .kind = Kind::Url, .is_required = true},
    {.path = "client_reference_id", .most = 200},
    {.path = "customer_email", .kind = Kind::Mail, .most = 512},
    {.path = "customer_creation", .kind = Kind::OneOf, .words = "always if_required"},
    {.path = "locale", .kind = Kind::OneOf, .words = locales},
    {.path = "submit_type", .kind = Kind::OneOf, .words = "auto book donate pay"},
    {.path = "expires_at", .kind = Kind::Number, .most = 99'999'999'999},
    {.path = "payment_method_types[#]", .kind = Kind::OneOf, .words = "card"},
    {.path = "metadata[*]", .least = 0, .most = 500},
    {.path = "payment_intent_data[metadata][*]", .least = 0, .most = 500},
    {.path = "line_items[#][quantity]", .kind = Kind::Number, .is_required = true, .most = 10'000},
    {.path = "line_items[#][price_data][currency]", .kind = Kind::OneOf, .is_required = true, .words = "eur"},
    {.path = "line_items[#][price_data][unit_amount]",
        .kind = Kind::Number,
        .is_required = true,
        .least = 0,
        .most = 99'999'999},
    {.path = "line_items[#][price_data][product_data][name]", .is_required = true, .most = 1500},
    {.path = "line_items[#][price_data][product_data][description]", .most = 5000},
};

std::optional<Fault> fault_of_metadata(Metadata const& metadata, std::string_view name)
{
    constexpr std::size_t most_keys = 50, longest_key = 40;
    if (metadata.size() > most_keys)
        return parameter_fault("parameter_invalid", name, "Metadata can have up to 50 keys.");
    for (auto const& [key, value] : metadata)
        if (key.size() > longest_key)
            return parameter_fault("parameter_invalid", fmt::format("{}[{}]", name, key),
                "Metadata keys can have up to 40 characters.");
    return std::nullopt;
}

void read_lines(BracketForm const& form, Session& session)
{
    auto const rows = form.rows("line_items").value_or(0);
    for (std::size_t row = 0; row < rows; ++row) {
        auto const path = [row](std::string_view rest) { return fmt::format("line_items[{}]{}", row, rest); };
        Line line;
        line.quantity = form.number(path("[quantity]"), 1);
        line.unit_amount = Money::cents(form.number(path("[price_data][unit_amount]"), 0));
        line.name = form.text(path("[price_data][product_data][name]"));
        session.total += line.unit_amount * line.quantity;
        session.lines.push_back(std::move(line));
    }
}

std::optional<Fault> fault_of(Wanted const& wanted, UnixTime now)
{
    constexpr std::size_t most_lines = 100;
    auto const& session = wanted.session;
    if (session.lines.size() > most_lines)
        return parameter_fault("parameter_invalid", "line_items", "You can have up to 100 line items.");
    if (session.total < least_sum)
        return parameter_fault("amount_too_small", "line_items",
            "The Checkout Session's total amount due must add up to at least €0.50 eur");
    if (session.total > greatest_sum)
        return parameter_fault("amount_too_large", "line_items",
            "The Checkout Session's total amount due must be no more than €999,999.99 eur");
    if (!may_expire_at(now, session.expires_at))
        return parameter_fault("parameter_invalid", "expires_at",
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session "
            "creation.");
    if (auto fault = fault_of_metadata(session.metadata, "metadata")) return fault;
    return fault_of_metadata(wanted.payment_metadata, "payment_intent_data[metadata]");
}

} // namespace

tl::expected<Wanted, Fault> ask_session(BracketForm const& form, UnixTime now)
{
    if (auto fault = bank::fault_of(form, known)) return tl::unexpected{*std::move(fault)};
    constexpr UnixTime day = 24 * 60 * 60;
    Wanted wanted;
    auto& session = wanted.session;
    session.created = now;
    session.expires_at = form.number("expires_at", now + day);
    for (auto const& [name, into] :
        {std::pair{"success_url", &session.success_url}, std::pair{"cancel_url", &session.cancel_url},
            std::pair{"client_reference_id", &session.client_reference_id},
            std::pair{"customer_email", &session.customer_email}, std::pair{"locale", &session.locale},
            std::pair{"submit_type", &session.submit_type}})
        *into = form.text(name);
    if (form.one("customer_creation")) session.customer_creation = form.text("customer_creation");
    session.metadata = form.group("metadata");
    wanted.payment_metadata = form.group("payment_intent_data[metadata]");
    read_lines(form, session);
    if (auto fault = fault_of(wanted, now)) return tl::unexpected{*std::move(fault)};
    return wanted;
}

} // namespace ocp::bank
