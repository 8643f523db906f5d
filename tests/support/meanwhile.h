#pragma once

#include "base/text.h"
#include "platform/db/database.h"

#include <functional>
#include <string>
#include <utility>

namespace ocp::test {

/// What somebody else does between two statements of a deed. For one thread, and one at a time.
class Meanwhile {
public:
    Meanwhile() { current_ = this; }
    ~Meanwhile() { current_ = nullptr; }
    Meanwhile(Meanwhile const&) = delete;
    Meanwhile& operator=(Meanwhile const&) = delete;

    /// For the options of the deed's database; who comes between uses another.
    static db::Observer const* observer()
    {
        static constexpr db::Observer it{[] { return current_ != nullptr; }, after_statement};
        return &it;
    }
    /// Once, right after the n-th statement that begins like this.
    void after(int nth, std::string beginning, std::function<void()> deed)
    {
        left_ = nth;
        beginning_ = std::move(beginning);
        deed_ = std::move(deed);
    }

private:
    static void after_statement(std::string_view sql, std::chrono::system_clock::time_point, bool)
    {
        auto& my = *current_;
        if (!my.deed_ || !text::trimmed(sql).starts_with(my.beginning_) || --my.left_ > 0) return;
        std::exchange(my.deed_, nullptr)();
    }

    static inline Meanwhile* current_ = nullptr;
    int left_ = 0;
    std::string beginning_;
    std::function<void()> deed_;
};

} // namespace ocp::test
