#include "platform/outgoing/certificate.h"

#include "platform/outgoing/transfer.h"

#include <ctime>
#include <string_view>

namespace ocp::outgoing {

namespace {

constexpr std::chrono::seconds patience{5};

/// "Nov 27 03:00:00 2027 GMT"
std::optional<Instant> instant_from(std::string const& text)
{
    std::tm parts{};
    auto const* const rest = ::strptime(text.c_str(), "%b %d %H:%M:%S %Y GMT", &parts);
    if (!rest || *rest != '\0') return std::nullopt;
    return Instant::ms(std::int64_t{::timegm(&parts)} * 1000);
}

} // namespace

std::optional<Instant> certificate_end(std::string const& url, Options const& options)
{
    constexpr std::string_view label = "Expire date:";
    Transfer transfer{options};
    auto* const easy = transfer.begin(url, "https", {patience, patience});
    // Nothing is said on this connection: a certificate is public, and one that has ended must be seen too.
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
    if (transfer.run() != CURLE_OK) return std::nullopt;
    curl_certinfo* chain = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain || chain->num_of_certs < 1)
        return std::nullopt;
    for (auto const* line = chain->certinfo[0]; line; line = line->next)
        if (std::string_view const text{line->data}; text.starts_with(label))
            return instant_from(std::string{text.substr(label.size())});
    return std::nullopt;
}

} // namespace ocp::outgoing
