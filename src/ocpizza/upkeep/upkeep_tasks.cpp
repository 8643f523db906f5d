#include "ocpizza/upkeep/upkeep_tasks.h"

#include "account/model/account_store.h"
#include "account/model/session_store.h"
#include "cart/model/cart_store.h"
#include "mail/model/mail_store.h"
#include "order/business/forget_customer.h"
#include "order/model/slot_store.h"
#include "payment/model/task_store.h"
#include "platform/db/idempotency.h"
#include "platform/outbox/outbox.h"
#include "supervision/model/incident_store.h"

#include <array>

namespace ocp::upkeep {

namespace {

using std::chrono::days;
using std::chrono::years;

/// CNIL: three years after the last contact (law.md §3.6).
constexpr auto customers_kept = std::chrono::duration_cast<std::chrono::milliseconds>(years{3});

// How long each is kept is said to the technical team in docs/exploitation.md §3.3.
constexpr std::array all{
    Task{"sessions", "login sessions that were over", 1000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return account::remove_expired_sessions(tx, now, portion);
        }},
    Task{"carts", "carts left behind", 200,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return cart::remove_left_carts(tx, now - days{1}, now - days{90}, portion);
        }},
    Task{"answers", "answers kept for forms sent twice", 1000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return db::remove_old_answers(tx, now - days{7}, portion);
        }},
    Task{"tries", "counts of wrong passwords", 1000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return account::remove_old_tries(tx, now - days{1}, portion);
        }},
    Task{"links", "links of mails that ended", 1000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return account::remove_old_tokens(tx, now - days{7}, portion);
        }},
    Task{"mails", "mails to customers that ended a month ago", 1000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return mail::remove_old_mails(tx, now - days{30}, portion);
        }},
    Task{"payments", "what Stripe was asked a month ago", 1000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return payment::remove_old_tasks(tx, now - days{30}, portion);
        }},
    Task{"bank", "events of Stripe taken in a month ago", 1000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return payment::remove_old_events(tx, now - days{30}, portion);
        }},
    Task{"events", "events everybody has heard", 5000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return outbox::prune(tx, now - days{1}, portion);
        }},
    Task{"incidents", "alerts that were over a year ago", 500,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return supervision::remove_old_incidents(tx, now - days{365}, portion);
        }},
    Task{"slots", "slots of a shop's past days", 1000,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return order::remove_past_slots(tx, now - days{1}, portion);
        }},
    Task{"customers", "customers not seen for three years, forgotten", 50,
        [](db::Transaction& tx, Instant now, std::int64_t portion) {
            return order::forget_lost_customers(tx, now - customers_kept, portion, now);
        }},
};

} // namespace

std::span<Task const> tasks()
{
    return all;
}

} // namespace ocp::upkeep
