#include "supervision/business/incident_rules.h"
#include "supervision/business/recent_answers.h"

#include <gmock/gmock.h>

namespace ocp::supervision {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant now = Instant::ms(1'800'000'000'000);

Concern to_act_on(Matter matter, std::string where = "web-1", double figure = 0.9)
{
    return {Level::Act, matter, std::move(where), std::nullopt, figure};
}

Incident going_on(Matter matter, Instant seen_at, std::string place = "web-1")
{
    return {7, matter, std::move(place), 0.9, now - 1h, seen_at, std::nullopt};
}

TEST(IncidentRules, begin_with_the_first_concern_of_a_matter_and_place)
{
    auto const verdict = judge({},
        {to_act_on(Matter::StorageFull), to_act_on(Matter::StorageFull, "web-2"),
            to_act_on(Matter::StorageFull), to_act_on(Matter::MemoryShort)},
        now);
    EXPECT_THAT(verdict.begun, SizeIs(3));
    EXPECT_THAT(verdict.over, IsEmpty());
}

TEST(IncidentRules, need_somebody_to_act)
{
    EXPECT_THAT(judge({}, {{Level::Attention, Matter::StorageFull, "web-1", {}, 0.8}}, now).begun, IsEmpty());
    auto const known = going_on(Matter::StorageFull, now - 5min);
    EXPECT_THAT(
        judge({known}, {{Level::Attention, Matter::StorageFull, "web-1", {}, 0.8}}, now).over, SizeIs(1));
}

TEST(IncidentRules, begin_once)
{
    auto const verdict = judge(
        {going_on(Matter::StorageFull, now - 15s)}, {to_act_on(Matter::StorageFull, "web-1", 0.97)}, now);
    EXPECT_THAT(verdict.begun, IsEmpty());
    ASSERT_THAT(verdict.seen_again, SizeIs(1));
    EXPECT_EQ(verdict.seen_again[0].incident, 7);
    EXPECT_EQ(verdict.seen_again[0].figure, 0.97);
}

TEST(IncidentRules, end_after_five_calm_minutes)
{
    EXPECT_THAT(judge({going_on(Matter::StorageFull, now - 5min + 1ms)}, {}, now).over, IsEmpty());
    EXPECT_THAT(judge({going_on(Matter::StorageFull, now - 5min)}, {}, now).over, SizeIs(1));
}

TEST(IncidentRules, leave_to_commands_what_commands_found)
{
    EXPECT_THAT(
        judge({going_on(Matter::BackupFailed, now - 48h), going_on(Matter::DatabaseAway, now - 48h),
                  going_on(Matter::MailsStopped, now - 48h), going_on(Matter::PaymentsStopped, now - 48h),
                  going_on(Matter::PaymentOdd, now - 48h)},
            {}, now)
            .over,
        IsEmpty());
}

TEST(Matters, have_a_name_each)
{
    int count = 0;
    for (int i = 0; i <= static_cast<int>(Matter::PaymentOdd); ++i, ++count)
        EXPECT_EQ(matter_from(slug_of(static_cast<Matter>(i))), static_cast<Matter>(i));
    EXPECT_EQ(count, 25);
    EXPECT_EQ(matter_from("of-another-version"), std::nullopt);
}

TEST(RecentAnswers, are_those_of_the_last_five_minutes)
{
    RecentAnswers recent;
    EXPECT_EQ(recent.add({1'000, 50}, now).requests, 0U) << "what was before it began to count";
    EXPECT_EQ(recent.add({1'100, 53}, now + 2min).errors, 3U);
    EXPECT_EQ(recent.add({1'300, 53}, now + 5min).requests, 300U);
    auto const later = recent.add({1'400, 60}, now + 6min);
    EXPECT_EQ(later.requests, 300U);
    EXPECT_EQ(later.errors, 7U);
}

} // namespace
} // namespace ocp::supervision
