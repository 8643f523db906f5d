#include "platform/backup/key.h"

#include "base/text.h"
#include "platform/backup/file.h"

#include <cerrno>
#include <fmt/format.h>
#include <sodium.h>
#include <stdexcept>
#include <sys/stat.h>

namespace ocp::backup {

namespace {

constexpr std::size_t key_size = crypto_secretstream_xchacha20poly1305_KEYBYTES;

bool decoded(std::string& key, std::string_view text)
{
    auto* const into = reinterpret_cast<unsigned char*>(key.data());
    std::size_t size = 0;
    char const* end = nullptr;
    auto const is_whole = [&] { return size == key_size && end == text.data() + text.size(); };
    if (sodium_hex2bin(into, key.size(), text.data(), text.size(), nullptr, &size, &end) == 0 && is_whole())
        return true;
    for (auto const variant : {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE,
             sodium_base64_VARIANT_ORIGINAL_NO_PADDING, sodium_base64_VARIANT_URLSAFE_NO_PADDING})
        if (sodium_base642bin(into, key.size(), text.data(), text.size(), nullptr, &size, &end, variant) == 0
            && is_whole())
            return true;
    return false;
}

} // namespace

std::string key_in(std::filesystem::path const& path)
{
    struct stat facts { };
    if (stat(path.c_str(), &facts) != 0) fail("read BACKUP_KEY_FILE", path, errno);
    if ((facts.st_mode & 077) != 0)
        throw std::runtime_error{
            fmt::format("BACKUP_KEY_FILE {} may be read by others (mode {:o}): chmod 600 it", path.string(),
                facts.st_mode & 0777)};
    std::string key(key_size, '\0');
    auto const text = text_of(path);
    if (!decoded(key, text::trimmed(text)))
        throw std::runtime_error{"BACKUP_KEY_FILE " + path.string()
            + " does not hold 32 bytes in hexadecimal or base64, such as `openssl rand -hex 32` prints"};
    return key;
}

} // namespace ocp::backup
