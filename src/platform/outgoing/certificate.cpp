#include "platform/outgoing/certificate.h"

#include "platform/outgoing/transfer.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

namespace ocp::outgoing {

namespace {

constexpr std::chrono::seconds patience{5};

std::optional<Instant> end_of(curl_slist const* lines)
{
    static constexpr std::string_view head = "Expire date:";
    for (; lines != nullptr; lines = lines->next) {
        std::string_view const line{lines->data};
        if (!line.starts_with(head)) continue;
        auto const seconds = curl_getdate(line.data() + head.size(), nullptr);
        if (seconds >= 0) return Instant::ms(std::int64_t{seconds} * 1000);
    }
    return std::nullopt;
}

} // namespace

Door door_of(std::string_view url)
{
    url.remove_prefix(std::min(url.size(), url.find("://") == url.npos ? 0 : url.find("://") + 3));
    url = url.substr(0, url.find('/'));
    Door door{std::string{url}};
    // The colons of an IPv6 address stand in brackets.
    auto const colon = url.rfind(':');
    if (colon == url.npos || url.find(']', colon) != url.npos) return door;
    auto const port = url.substr(colon + 1);
    if (std::from_chars(port.data(), port.data() + port.size(), door.port).ec == std::errc{})
        door.host = url.substr(0, colon);
    return door;
}

Instant certificate_end(Door const& door)
{
    Transfer transfer{{}};
    auto const elsewhere = list_of({"::" + door.address + ":"});
    auto* const easy = transfer.begin(
        "https://" + door.host + ":" + std::to_string(door.port) + "/", "https", {patience, patience});
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
    // One that is over or that nobody trusts is looked at like any other: nothing is said to who shows it.
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    if (!door.address.empty()) curl_easy_setopt(easy, CURLOPT_CONNECT_TO, elsewhere.get());
    if (auto const code = transfer.run(); code != CURLE_OK) throw std::runtime_error{transfer.trouble(code)};
    curl_certinfo* shown = nullptr;
    curl_easy_getinfo(easy, CURLINFO_CERTINFO, &shown);
    auto const end = shown && shown->num_of_certs > 0 ? end_of(shown->certinfo[0]) : std::nullopt;
    if (!end) throw std::runtime_error{"the certificate does not say how long it holds"};
    return *end;
}

} // namespace ocp::outgoing
