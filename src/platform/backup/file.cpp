#include "platform/backup/file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace ocp::backup {

void fail(std::string_view deed, std::filesystem::path const& path, int error)
{
    throw std::runtime_error{
        "cannot " + std::string{deed} + " " + path.string() + ": " + std::strerror(error)};
}

File::File(int descriptor, std::string name)
    : descriptor_{descriptor}
    , name_{std::move(name)}
{
}

File File::create(std::filesystem::path const& path)
{
    auto const made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) fail("create", path, errno);
    return {made, path.string()};
}

File File::open(std::filesystem::path const& path)
{
    auto const found = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (found < 0) fail("open", path, errno);
    return {found, path.string()};
}

void File::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const count = ::write(descriptor(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("write", name_, errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::string_view File::read(std::string& buffer)
{
    for (;;) {
        auto const count = ::read(descriptor(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("read", name_, errno);
        return std::string_view{buffer}.substr(0, static_cast<std::size_t>(count));
    }
}

void File::sync()
{
    if (fsync(descriptor()) != 0) fail("write", name_, errno);
}

void sync_folder(std::filesystem::path const& path)
{
    auto const folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) fail("open", path, errno);
    File{folder, path.string()}.sync();
}

std::string text_of(std::filesystem::path const& path)
{
    auto file = File::open(path);
    std::string text, buffer(4096, '\0');
    for (auto piece = file.read(buffer); !piece.empty(); piece = file.read(buffer))
        text += piece;
    return text;
}

} // namespace ocp::backup
