#include "payment/model/receipt.h"

#include "base/slugs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ocp::payment {

namespace {

// Ordered, so that the same receipt is always the same bytes.
using Json = nlohmann::ordered_json;

constexpr int format = 1;
constexpr Slugs<4> kind_slugs{"sale", "correction", "refund", "refund_failed"};

Money cents(Json const& value)
{
    return Money::cents(value.get<std::int64_t>());
}

Json json_of(std::vector<ReceiptLine> const& lines)
{
    auto all = Json::array();
    for (auto const& line : lines)
        all.push_back({{"label", line.label}, {"quantity", line.quantity},
            {"unit_price", line.unit_price.cents()}, {"discount", line.discount.cents()},
            {"total", line.total.cents()}, {"vat_rate", line.vat_rate}, {"vat", line.vat.cents()},
            {"net", (line.total - line.vat).cents()}});
    return all;
}

std::vector<ReceiptLine> lines_in(Json const& all)
{
    std::vector<ReceiptLine> lines;
    for (auto const& line : all)
        lines.push_back({line.at("label"), line.at("quantity"), cents(line.at("unit_price")),
            cents(line.at("discount")), cents(line.at("total")), line.at("vat_rate"), cents(line.at("vat"))});
    return lines;
}

Json json_of(pizzeria::Letterhead const& shop)
{
    auto seller = Json::object();
    for (auto const& [name, value] : shop.seller)
        seller[name] = value;
    return {{"id", shop.shop.value()}, {"code", shop.code}, {"name", shop.name}, {"line", shop.line},
        {"postcode", shop.postcode}, {"city", shop.city}, {"phone", shop.phone},
        {"time_zone", shop.time_zone}, {"seller", seller}};
}

pizzeria::Letterhead shop_in(Json const& json)
{
    pizzeria::Letterhead shop{PizzeriaId{json.at("id").get<std::int64_t>()}, json.at("code"), json.at("name"),
        json.at("line"), json.at("postcode"), json.at("city"), json.at("phone"), json.at("time_zone"), {}};
    for (auto const& [name, value] : json.at("seller").items())
        shop.seller.emplace(name, value);
    return shop;
}

Json json_of(Entry const& entry)
{
    Json json{{"means", slug(entry.means)}, {"amount", entry.amount.cents()}};
    if (!entry.provider_intent.empty()) json["provider_intent"] = entry.provider_intent;
    if (entry.given) json["given"] = entry.given->cents();
    return json;
}

Entry entry_in(Json const& json)
{
    Entry entry{means_from(json.at("means").get<std::string>()).value(), cents(json.at("amount"))};
    entry.provider_intent = json.value("provider_intent", "");
    if (json.contains("given")) entry.given = cents(json.at("given"));
    return entry;
}

} // namespace

std::string_view slug(ReceiptKind kind)
{
    return slug_in(kind_slugs, kind);
}

ReceiptKind receipt_kind_from(std::string_view slug)
{
    auto const kind = kind_in<ReceiptKind>(kind_slugs, slug);
    if (!kind) throw std::runtime_error{"not a kind of receipt"};
    return *kind;
}

std::string Receipt::number() const
{
    return fmt::format("{}-R{:06}", shop.code, sequence);
}

std::string text_of(Receipt const& receipt)
{
    auto rates = Json::array();
    for (auto const& [rate, sum] : rates_of(receipt.lines))
        rates.push_back({{"rate", rate}, {"gross", sum.gross.cents()}, {"vat", sum.vat.cents()},
            {"net", (sum.gross - sum.vat).cents()}});
    auto payments = Json::array();
    for (auto const& entry : receipt.payments)
        payments.push_back(json_of(entry));
    Json const json{{"format", format}, {"shop", json_of(receipt.shop)}, {"number", receipt.number()},
        {"sequence", receipt.sequence}, {"kind", slug(receipt.kind)}, {"order", receipt.order_number},
        {"at", receipt.at.ms()}, {"mode", receipt.mode}, {"lines", json_of(receipt.lines)}, {"rates", rates},
        {"total", total_of(receipt.lines).cents()}, {"payments", payments}, {"reason", receipt.reason}};
    return json.dump();
}

Receipt receipt_from(std::string_view text)
{
    auto const json = Json::parse(text);
    if (json.at("format") != format) throw std::runtime_error{"a receipt of another format"};
    Receipt receipt;
    receipt.shop = shop_in(json.at("shop"));
    receipt.sequence = json.at("sequence");
    receipt.kind = receipt_kind_from(json.at("kind").get<std::string>());
    receipt.order_number = json.at("order");
    receipt.at = Instant::ms(json.at("at"));
    receipt.mode = json.at("mode");
    receipt.lines = lines_in(json.at("lines"));
    for (auto const& entry : json.at("payments"))
        receipt.payments.push_back(entry_in(entry));
    receipt.reason = json.at("reason");
    return receipt;
}

std::string text_of(std::vector<ReceiptLine> const& lines)
{
    return json_of(lines).dump();
}

std::vector<ReceiptLine> receipt_lines_from(std::string_view text)
{
    return lines_in(Json::parse(text));
}

} // namespace ocp::payment
