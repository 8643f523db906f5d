#include "order/business/own_data.h"

#include "account/business/addresses.h"
#include "account/business/change_profile.h"
#include "account/business/limit_clients.h"
#include "mail/business/write_mail.h"
#include "order/business/forget_customer.h"
#include "order/business/order_rules.h"
#include "order/business/receipt_rules.h"
#include "order/model/order_store.h"
#include "order/model/own_order_store.h"
#include "payment/business/read_ledger.h"
#include "pizzeria/business/legal_facts.h"
#include "pizzeria/business/legal_facts_rules.h"
#include "product/business/change_words.h"

#include <nlohmann/json.hpp>

namespace ocp::order {

namespace {

using Json = nlohmann::ordered_json;

Json of_account(db::Reader const& reader, account::User const& user)
{
    Json json{{"firstname", user.firstname}, {"lastname", user.lastname}, {"email", user.email},
        {"phone", user.phone}};
    if (auto const profile = account::own_profile(reader, user.id)) {
        json["language"] = code_of(profile->language);
        json["mail_steps"] = profile->mail_steps;
        json["created_at_ms"] = profile->created_at.ms();
        json["has_password"] = profile->has_password;
    }
    return json;
}

Json of_addresses(db::Reader const& reader, UserId user)
{
    auto list = Json::array();
    for (auto const& address : account::own_addresses(reader, user)) {
        Json json{{"line", address.line}, {"postcode", address.postcode}, {"city", address.city},
            {"default", address.is_default}};
        if (address.latitude && address.longitude) {
            json["latitude"] = *address.latitude;
            json["longitude"] = *address.longitude;
        }
        list.push_back(std::move(json));
    }
    return list;
}

Json of_sessions(db::Reader const& reader, UserId user, Instant at)
{
    auto list = Json::array();
    std::optional<SessionId> oldest;
    for (auto page = account::own_sessions(reader, user, at); !page.empty();
         page = account::own_sessions(reader, user, at, oldest))
        for (auto const& session : page) {
            list.push_back({{"device", session.device}, {"since_ms", session.created_at.ms()},
                {"until_ms", session.expires_at.ms()}});
            oldest = session.id;
        }
    return list;
}

Json of_lines(OrderView const& order, Language language)
{
    auto list = Json::array();
    for (auto const& line : order.lines)
        list.push_back({{"name", line.name}, {"size", line.size_label},
            {"changes", product::words_of(line.changes).in(language)}, {"deal", line.deal_name},
            {"quantity", line.quantity}, {"unit_price_cents", line.unit_price.cents()},
            {"vat_rate_hundredths", line.vat_rate}});
    return list;
}

Json of_order(db::Reader const& reader, OrderView const& order, Language language)
{
    auto steps = Json::array(), payments = Json::array();
    for (auto const& step : steps_of(reader, order.facts.id))
        steps.push_back({{"action", step.action}, {"to", slug(step.to)}, {"reason", step.reason.value_or("")},
            {"at_ms", step.at.ms()}});
    for (auto const& payment : payments_of(reader, order.facts.id))
        payments.push_back(
            {{"kind", payment.kind}, {"amount_cents", payment.amount.cents()}, {"at_ms", payment.at.ms()}});
    return {{"number", order.facts.number}, {"status", slug(order.facts.status)},
        {"mode", order.facts.mode == pizzeria::Mode::Delivery ? "delivery" : "pickup"},
        {"placed_at_ms", order.placed_at.ms()}, {"contact_name", order.contact_name},
        {"contact_phone", order.contact_phone},
        {"delivery_address", {{"line", order.line}, {"postcode", order.postcode}, {"city", order.city}}},
        {"note", order.note}, {"total_cents", order.facts.total.cents()},
        {"discount_cents", order.discount_total.cents()}, {"delivery_fee_cents", order.delivery_fee.cents()},
        {"lines", of_lines(order, language)}, {"steps", steps}, {"payments", payments}};
}

Json of_orders(db::Reader const& reader, UserId user, Language language)
{
    auto list = Json::array();
    std::optional<OrderId> oldest;
    for (auto page = orders_of_client(reader, user, oldest); !page.empty();
         page = orders_of_client(reader, user, oldest))
        for (auto const& order : page) {
            list.push_back(of_order(reader, order, language));
            oldest = order.facts.id;
        }
    return list;
}

Json of_mails(db::Reader const& reader, UserId user)
{
    auto list = Json::array();
    for (auto const& mail : mail::mails_to(reader, user))
        list.push_back({{"kind", mail.kind}, {"address", mail.address}, {"state", mail.state},
            {"written_at_ms", mail.written_at.ms()}});
    return list;
}

/// None when it was paid before receipts were written: then one of a refund does not say what was sold.
std::vector<payment::Receipt> receipts_from_the_sale_on(db::Reader const& reader, OrderId order)
{
    std::vector<payment::Receipt> receipts;
    for (auto const& stored : payment::receipts_of(reader, order)) {
        auto receipt = payment::receipt_from(stored.bytes);
        if (receipts.empty() && receipt.kind != payment::ReceiptKind::Sale) return {};
        receipts.push_back(std::move(receipt));
    }
    return receipts;
}

std::vector<payment::ReceiptLine> lines_of_invoice(
    OrderView const& order, std::vector<payment::Receipt> const& receipts)
{
    if (receipts.empty())
        return receipt_lines(sale_of(order.lines, order.delivery_fee, order.discount_total));
    if (receipts.size() == 1) return receipts.front().lines;
    std::vector<payment::ReceiptLine> all;
    for (auto const& receipt : receipts)
        all.insert(all.end(), receipt.lines.begin(), receipt.lines.end());
    return what_holds(all);
}

} // namespace

std::string export_person(db::Database& database, account::User const& user, Instant at)
{
    return database.read_snapshot([&](db::Reader const& reader) {
        Json const all{{"exported_at_ms", at.ms()}, {"account", of_account(reader, user)},
            {"addresses", of_addresses(reader, user.id)}, {"devices", of_sessions(reader, user.id, at)},
            {"orders", of_orders(reader, user.id, user.language)}, {"mails", of_mails(reader, user.id)}};
        return all.dump(2, ' ', false, Json::error_handler_t::replace);
    });
}

Result<void> erase_person(
    account::SignInTools const& tools, account::Visitor const& visitor, account::SignInRequest const& client)
{
    if (!visitor.user) return No{Refusal::SignInRequired};
    if (!visitor.roles.empty()) return No{Refusal::NotAllowed};
    auto const& user = *visitor.user;
    TRY(account::prove_password(tools, user, client));
    return tools.database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        account::one_at_a_time(tx, user.id); // what they are ordering is there before it is looked for
        if (has_order_alive(tx, user.id)) return No{Refusal::OrderUnderWay};
        forget_customer(tx, user.id, client.at);
        return {};
    });
}

Result<Invoice> own_invoice(db::Database& database, UserId client, OrderId id)
{
    return database.read_snapshot([&](db::Reader const& reader) -> Result<Invoice> {
        auto order = find_own_order(reader, client, id);
        if (!order || !has_invoice(order->facts)) return No{Refusal::UnknownThing};
        auto seller = pizzeria::legal_facts(reader);
        if (!pizzeria::lacking_on_invoices(seller).empty()) return No{Refusal::SellerUnknown};
        auto receipts = receipts_from_the_sale_on(reader, id);
        auto lines = lines_of_invoice(*order, receipts);
        return Invoice{std::move(*order), std::move(seller), std::move(lines), std::move(receipts)};
    });
}

} // namespace ocp::order
