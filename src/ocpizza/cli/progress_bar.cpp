#include "ocpizza/cli/progress_bar.h"

#include "ocpizza/cli/backup_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace ocp::cli {

ProgressBar::ProgressBar(std::string deed, std::uint64_t expected, Progress progress)
    : deed_{std::move(deed)}
    , expected_{std::max<std::uint64_t>(expected, 1)}
    , shown_{progress == Progress::Shown && isatty(STDERR_FILENO) != 0}
{
}

ProgressBar::~ProgressBar()
{
    // Clears its line for what is said next.
    if (shown_) std::cerr << "\r\033[K" << std::flush;
}

void ProgressBar::at(std::uint64_t bytes)
{
    static constexpr std::size_t width = 30;
    static constexpr auto pace = std::chrono::milliseconds{100};
    auto const now = std::chrono::steady_clock::now();
    if (!shown_ || now - drawn_ < pace) return;
    drawn_ = now;
    auto const share = std::min(static_cast<double>(bytes) / static_cast<double>(expected_), 0.99);
    auto const full = static_cast<std::size_t>(share * width);
    std::cerr << fmt::format("\r\033[K{} [{}{}] {:2.0f} % {}", deed_, std::string(full, '#'),
        std::string(width - full, '.'), share * 100, size_text(bytes))
              << std::flush;
}

} // namespace ocp::cli
