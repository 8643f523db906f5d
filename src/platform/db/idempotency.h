#pragma once

#include "base/clock.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::db {

/// One answer per intent (reliability.md §1). The claim lives in the deed's transaction: a second sender
/// waits for the first one's commit and then finds its answer; a deed that was refused leaves the key free.
struct Claim {
    enum class Kind { Mine, Answered, OtherContent };
    Kind kind;
    std::string answer; ///< of the first sender, when Answered
};
struct IntentKey {
    std::string_view scope; ///< who and which deed: "session 12 checkout"
    std::string_view key; ///< made with the form
    std::string_view body_hash; ///< fingerprint of what is asked
};
Claim claim_intent(Transaction&, IntentKey const&, Instant at);
void answer_intent(Transaction&, IntentKey const&, std::string_view answer);

/// Whether the same was asked there before, by whatever key, and got that answer.
bool was_answered(Reader const&, IntentKey const&, std::string_view answer);

/// Removes answers given before, `limit` at most; answers how many. Who repeats such an intent does it anew.
std::int64_t remove_old_answers(Transaction&, Instant before, std::int64_t limit);

} // namespace ocp::db
