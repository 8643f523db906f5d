#include "clients/smtp/mail.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <fmt/format.h>
#include <sodium/utils.h>
#include <stdexcept>

namespace ocp::smtp {

namespace {

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

void refuse_control(std::string_view text)
{
    auto const is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    if (std::any_of(text.begin(), text.end(), is_control))
        throw std::invalid_argument{"a mail's header must not hold a control character"};
}

std::string base64(std::string_view bytes)
{
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
        bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the terminating NUL
    return text;
}

/// As a header takes it (RFC 2047): in words of at most 75 characters, none of which ends within a letter.
std::string encoded(std::string_view text)
{
    if (is_ascii(text) && text.size() <= 60) return std::string{text};
    constexpr std::size_t most = 45; // bytes, 60 characters of base64
    std::string words;
    while (!text.empty()) {
        auto size = std::min(most, text.size());
        while (size > 1 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
            --size;
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + base64(text.substr(0, size)) + "?=";
        text.remove_prefix(size);
    }
    return words;
}

std::string mailbox(std::string_view from)
{
    auto const address = address_in(from);
    if (address == from) return std::string{from};
    auto name = from.substr(0, from.find('<'));
    while (name.ends_with(' '))
        name.remove_suffix(1);
    return fmt::format("{} <{}>", encoded(name), address);
}

/// "Fri, 27 Nov 2026 03:00:00 +0000", whatever the language of the machine.
std::string date_of(Instant at)
{
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const seconds = static_cast<std::time_t>(at.ms() / 1000);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
        days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
        months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
        parts.tm_sec);
}

} // namespace

std::string_view address_in(std::string_view mailbox)
{
    auto const open = mailbox.rfind('<');
    if (open == mailbox.npos || !mailbox.ends_with('>')) return mailbox;
    return mailbox.substr(open + 1, mailbox.size() - open - 2);
}

std::vector<std::string> headers_of(Mail const& mail, std::string_view from)
{
    for (std::string_view const text : {from, std::string_view{mail.to}, std::string_view{mail.subject}})
        refuse_control(text);
    auto const address = address_in(from);
    auto const host = address.substr(address.find('@') + 1);
    return {"From: " + mailbox(from), "To: " + mail.to, "Subject: " + encoded(mail.subject),
        "Date: " + date_of(mail.written_at), fmt::format("Message-ID: <{}@{}>", mail.id, host),
        // No machine answers a machine: out-of-office replies stay away.
        "Auto-Submitted: auto-generated"};
}

std::string file_text(Mail const& mail, std::string_view from)
{
    constexpr std::string_view border = "=_part_of_a_mail_of_OC_Pizza";
    std::string file;
    for (auto const& line : headers_of(mail, from))
        file += line + "\r\n";
    file += fmt::format(
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"{}\"\r\n\r\n", border);
    for (auto const& [kind, body] : {std::pair{"plain", &mail.text}, std::pair{"html", &mail.html}})
        file += fmt::format("--{}\r\nContent-Type: text/{}; charset=UTF-8\r\nContent-Transfer-Encoding: "
                            "8bit\r\n\r\n{}\r\n",
            border, kind, *body);
    return file + fmt::format("--{}--\r\n", border);
}

} // namespace ocp::smtp
